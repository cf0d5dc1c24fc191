// The day in half hours: how many called, and how many were answered in time, as it was and with the change.
import { Card, Text, useComputedColorScheme } from '@mantine/core'
import { BarChart, LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import type { SimulationView } from '../../http/published.ts'
import { useLanguage, useText } from '../shared/text.ts'
import { shownValue } from './report-value.ts'

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, SVGRenderer])

export default function WhatIfChart({ view }: { view: SimulationView }) {
  const t = useText()
  const language = useLanguage()
  const box = useRef<HTMLDivElement>(null)
  const scheme = useComputedColorScheme()
  useEffect(() => {
    if (!box.current) return
    const ink = scheme === 'dark' ? '#c9c9c9' : '#333'
    const percent = (value: unknown) =>
      shownValue(typeof value === 'number' ? value : null, 'percent', language)
    const line = (
      which: 'real' | 'base' | 'changed',
      color: string,
      type: 'solid' | 'dashed' | 'dotted',
    ) => ({
      ...{ type: 'line', name: t(`whatif.${which}`), yAxisIndex: 1, color, symbolSize: 5, smooth: 0.2 },
      ...{ lineStyle: { width: which === 'changed' ? 3 : 2, type }, tooltip: { valueFormatter: percent } },
      data: view.halfHours.map(half => half[which]?.serviceLevel ?? null),
    })
    const axis = { axisLabel: { color: ink }, splitLine: { show: false } }
    const chart = init(box.current, null, { renderer: 'svg' })
    chart.setOption({
      aria: { enabled: true },
      animationDuration: 250,
      textStyle: { fontFamily: 'inherit', color: ink },
      // Room for letters that are wider than it thinks.
      legend: { top: 0, itemGap: 32, textStyle: { color: ink } },
      grid: { left: 8, right: 8, top: 36, bottom: 8, containLabel: true },
      xAxis: {
        type: 'category',
        data: view.halfHours.map(({ fromMs }) => clock(fromMs)),
        axisLabel: { color: ink, hideOverlap: true },
      },
      yAxis: [
        { type: 'value', minInterval: 1, ...axis },
        {
          ...{ type: 'value', min: 0, max: 100, ...axis },
          axisLabel: { color: ink, formatter: (value: number) => `${value} %` },
          splitLine: { lineStyle: { opacity: 0.3 } },
        },
      ],
      // Rich text: a tooltip of HTML brings styles along, which our pages forbid.
      tooltip: { trigger: 'axis', renderMode: 'richText' },
      series: [
        {
          ...{ type: 'bar', name: t('whatif.chart-calls'), color: '#8aa0a8', barMaxWidth: 26 },
          itemStyle: { borderRadius: [3, 3, 0, 0], opacity: 0.45 },
          data: view.halfHours.map(({ calls }) => calls),
        },
        ...(view.total.real ? [line('real', scheme === 'dark' ? '#ddd' : '#555', 'dotted')] : []),
        line('base', '#d08a1d', 'dashed'),
        line('changed', '#329caf', 'solid'),
      ],
    })
    const resized = new ResizeObserver(() => chart.resize())
    resized.observe(box.current)
    return () => {
      resized.disconnect()
      chart.dispose()
    }
  }, [view, language, scheme, t])
  return (
    <Card withBorder p="md" mb="md">
      <Text fw={600} mb="xs">
        {t('whatif.chart')}
      </Text>
      <div ref={box} style={{ height: 320 }} />
    </Card>
  )
}

/** `08:30`. */
function clock(fromMs: number): string {
  const minutes = Math.round(fromMs / 60_000)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
