@main struct RiskBench { static func main() {} }
