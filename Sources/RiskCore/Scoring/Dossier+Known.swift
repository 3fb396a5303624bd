extension Dossier {
  /// Returns the hits on entries listed by `date`, by list and entry key.
  func hits(knownOn date: CivilDate) -> [Hit] {
    hits
      .filter { hit in hit.entry.listedOn.map { $0 <= date } ?? true }
      .sorted { left, right in
        let (a, b) = (left.entry, right.entry)
        return a.list.id.utf8.elementsEqual(b.list.id.utf8)
          ? ByteOrder.precedes(a.key, b.key) : ByteOrder.precedes(a.list.id, b.list.id)
      }
  }
}
