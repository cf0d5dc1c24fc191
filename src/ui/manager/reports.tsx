// Stub.
export default function Reports() {
  return null
}
