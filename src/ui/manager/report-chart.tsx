// A report as a chart. ECharts is large: it is fetched only when somebody looks at one.
import { Card, Select, useComputedColorScheme } from '@mantine/core'
import { BarChart } from 'echarts/charts'
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef, useState } from 'react'
import type { ReportView } from '../../http/published.ts'
import { useLanguage, useText } from '../shared/text.ts'
import { shownValue } from './report-value.ts'

use([BarChart, GridComponent, TooltipComponent, AriaComponent, SVGRenderer])

export default function ReportChart({ report }: { report: ReportView }) {
  const t = useText()
  const language = useLanguage()
  const [key, setKey] = useState(report.columns[0]?.key ?? '')
  const column = report.columns.find(one => one.key === key) ?? report.columns[0]
  const box = useRef<HTMLDivElement>(null)
  const scheme = useComputedColorScheme()
  useEffect(() => {
    if (!box.current || !column) return
    const ink = scheme === 'dark' ? '#c9c9c9' : '#333'
    const chart = init(box.current, null, { renderer: 'svg' })
    chart.setOption({
      aria: { enabled: true },
      animationDuration: 250,
      color: ['#329caf'],
      textStyle: { fontFamily: 'inherit', color: ink },
      grid: { left: 8, right: 16, top: 16, bottom: 8, containLabel: true },
      xAxis: {
        type: 'category',
        data: report.rows.map(row => row.label),
        axisLabel: { color: ink, hideOverlap: true },
      },
      yAxis: {
        type: 'value',
        minInterval: column.unit === 'count' ? 1 : 0,
        axisLabel: { color: ink, formatter: (value: number) => shownValue(value, column.unit, language) },
        splitLine: { lineStyle: { opacity: 0.3 } },
      },
      // Rich text: a tooltip of HTML brings styles along, which our pages forbid.
      tooltip: {
        trigger: 'axis',
        renderMode: 'richText',
        valueFormatter: (value: unknown) =>
          shownValue(typeof value === 'number' ? value : null, column.unit, language),
      },
      series: [
        {
          type: 'bar',
          name: column.title[language],
          data: report.rows.map(row => row.values[column.key] ?? null),
          barMaxWidth: 48,
          itemStyle: { borderRadius: [4, 4, 0, 0] },
        },
      ],
    })
    const resized = new ResizeObserver(() => chart.resize())
    resized.observe(box.current)
    return () => {
      resized.disconnect()
      chart.dispose()
    }
  }, [report, column, language, scheme])
  return (
    <Card withBorder p="md">
      <Select
        label={t('reports.metric')}
        data={report.columns.map(one => ({
          value: one.key,
          label: one.title[language],
        }))}
        value={column?.key ?? null}
        onChange={value => value && setKey(value)}
        allowDeselect={false}
        maw={420}
        mb="md"
      />
      <div ref={box} style={{ height: 380 }} />
    </Card>
  )
}
