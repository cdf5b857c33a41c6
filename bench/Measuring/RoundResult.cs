namespace Bench;

/// <param name="PerSecond">Messages published, delivered and acknowledged in a second.</param>
/// <param name="CpuMicroseconds">Of this whole process, producers and consumers included, for each message.</param>
/// <param name="RowsPerCommit">Inserts and deletes in one transaction, on average; 0 where that is not known.</param>
/// <param name="BytesPerMessage">Handed to write calls, checkpoints included.</param>
/// <param name="ServerCpuMicroseconds">Of the broker's own process, where it has one.</param>
internal sealed record RoundResult(
    double PerSecond, double CpuMicroseconds, double RowsPerCommit = 0, double BytesPerMessage = 0, double ServerCpuMicroseconds = 0)
{
    public static RoundResult MedianOf(IReadOnlyCollection<RoundResult> rounds) => new(
        Median.Of(rounds.Select(r => r.PerSecond)),
        Median.Of(rounds.Select(r => r.CpuMicroseconds)),
        Median.Of(rounds.Select(r => r.RowsPerCommit)),
        Median.Of(rounds.Select(r => r.BytesPerMessage)),
        Median.Of(rounds.Select(r => r.ServerCpuMicroseconds)));
}
