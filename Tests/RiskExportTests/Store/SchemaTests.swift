import Testing
import _TestSupport

@testable import RiskExport

struct SchemaTests {
  private let scratch: ScratchFolder
  private let store: ResultStore

  init() throws {
    scratch = try ScratchFolder()
    store = try ResultStore(path: scratch.path("results.sqlite"))
  }

  @Test func everyColumnOfEveryViewIsDescribed() throws {
    let live = try store.dump("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name")
    #expect(live == Views.all.map(\.name).sorted(), "views are listed in Views.all")
    for view in Views.all {
      let columns = try store.dump("SELECT name FROM pragma_table_info('\(view.name)')")
      #expect(columns == view.columns.map(\.name))
      for column in view.columns { #expect(column.description.hasSuffix("."), "\(column.name)") }
    }
  }

  @Test func everyColumnOfEveryTableIsDescribed() throws {
    let live = try store.dump(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        + " ORDER BY name"
    )
    #expect(live == Schema.tables.map(\.name).sorted(), "tables are listed in Schema.tables")
    for table in Schema.tables {
      let columns = try store.dump("SELECT name FROM pragma_table_info('\(table.name)')")
      #expect(columns == table.columns.map(\.name), "columns of \(table.name)")
    }
  }

  @Test func everyTableIsStrict() throws {
    let lax = try store.dump(
      "SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict"
        + " AND name NOT LIKE 'sqlite_%'")
    #expect(lax.isEmpty)
  }

  @Test func viewsBeginWithTheColumnsOthersBuildOn() {
    let promised = [
      "v_runs":
        "run_id started_at finished_at as_of pipeline policy_sha256 program_version vendors "
        + "exit_status",
      "v_findings": "run_id vendor_id finding_id axis factor subject group_id severity asserted "
        + "denied base_rate p lo hi conflict mitigation mitigation_lo mitigation_hi x x_lo x_hi "
        + "counted points detail",
      "v_assessments":
        "run_id vendor_id name country overall overall_lo overall_hi inherent rating "
        + "floor_rule da da_lo da_hi cp cp_lo cp_hi ns ns_lo ns_hi coverage conflict stability "
        + "vector",
      "v_current": "run_id vendor_id name country overall overall_lo overall_hi inherent rating "
        + "floor_rule da da_lo da_hi cp cp_lo cp_hi ns ns_lo ns_hi coverage conflict stability "
        + "vector",
      "v_mitigations": "run_id vendor_id finding_id factor mu asserted denied base_rate p lo hi",
      "v_accesses": "run_id vendor_id access_id data_category data_subject holder storage control "
        + "consent_basis valid_from valid_to source_id severity",
      "v_evidence": "run_id vendor_id finding_id factor kind ref_id stance claimant claimant_role "
        + "source_id publisher reliability credibility stated_on units standing file line excerpt",
      "v_hits": "run_id vendor_id list entry_key entry_name query_name kind similarity probability "
        + "status entry_status explanation",
      "v_changes": "run_id previous_run_id vendor_id before after rating_before rating_after cause "
        + "points",
      "v_rejects": "run_id source file line byte_offset column_name kind explanation original",
      "v_inputs": "run_id source path sha256 bytes read accepted rejected duplicates",
      "v_list_parts": "run_id source part entries active",
      "v_review_queue": "run_id vendor_id reason priority name rating overall stake detail",
      "v_decisions": "run_id vendor_id entry_key verdict decided_by decided_on reason expires_on "
        + "anchor outcome detail file line",
      "v_decision_counts":
        "run_id applied reopened expired superseded without_counterpart later",
      "v_inventory_issues": "run_id vendor_id issue other_vendor_id detail",
      "v_contradictions": "run_id vendor_id contradiction_no kind subject topic claim claimant "
        + "claimant_role source_id publisher stated_on file line counterclaim counter_claimant "
        + "counter_claimant_role counter_source_id counter_publisher counter_stated_on "
        + "counter_file counter_line",
      "v_not_alleged": "run_id vendor_id finding_id axis factor subject denied",
    ]
    #expect(promised.count == Views.all.count)
    for view in Views.all {
      let names = view.columns.map(\.name).joined(separator: " ")
      #expect((names + " ").hasPrefix((promised[view.name] ?? "?") + " "), "\(view.name)")
    }
  }

  @Test func theReferencePageNamesEveryColumn() {
    let page = SchemaReference.markdown()
    for view in Views.all {
      #expect(page.contains("### \(view.name)\n"))
      for column in view.columns { #expect(page.contains("| \(column.name) | ")) }
    }
    #expect(!page.contains("\n\n\n"))
  }

  @Test func queriesOverOneRunUseAnIndex() throws {
    func plan(_ sql: String) throws -> String {
      try store.dump("EXPLAIN QUERY PLAN \(sql)").joined(separator: "\n")
    }
    let perVendor = [
      "v_assessments", "v_findings", "v_mitigations", "v_evidence", "v_hits", "v_accesses",
      "v_contradictions",
    ]
    for view in perVendor {
      let ofRun = try plan("SELECT * FROM \(view) WHERE run_id = 1")
      #expect(!ofRun.contains("SCAN"), "\(view): \(ofRun)")
      #expect(
        ofRun.contains("assessments_in_force (pipeline_id=? AND <expr>>?)"), "\(view): \(ofRun)")
      let ofVendor = try plan("SELECT * FROM \(view) WHERE run_id = 1 AND vendor_id = 'V1'")
      #expect(!ofVendor.contains("SCAN"), "\(view): \(ofVendor)")
      #expect(
        ofVendor.contains("assessments_of_vendor (pipeline_id=? AND vendor_id=? AND first_run<?)"),
        "\(view): \(ofVendor)")
    }
    for table in ExportFormats.tables where table.name != "review_queue" {
      let steps = try plan(table.query.replacing("?1", with: "1"))
      #expect(!steps.contains("SCAN"), "\(table.name): \(steps)")
    }
  }
}
