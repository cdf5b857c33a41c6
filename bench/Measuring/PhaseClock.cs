namespace Bench;

/// <summary>Adds up the time of two kinds of work that take turns.</summary>
internal sealed class PhaseClock
{
    private TimeSpan _publishing;
    private TimeSpan _delivering;
    private long _published;
    private long _delivered;

    public TimeSpan Elapsed => _publishing + _delivering;

    public PhaseRates Rates => new(_published / _publishing.TotalSeconds, _delivered / _delivering.TotalSeconds);

    public void Publish(int messages, Action work) => (_published, _publishing) = (_published + messages, _publishing + Time(work));

    public void Deliver(int messages, Action work) => (_delivered, _delivering) = (_delivered + messages, _delivering + Time(work));

    public async Task PublishAsync(int messages, Func<Task> work) =>
        (_published, _publishing) = (_published + messages, _publishing + await TimeAsync(work));

    public async Task DeliverAsync(int messages, Func<Task> work) =>
        (_delivered, _delivering) = (_delivered + messages, _delivering + await TimeAsync(work));

    private static TimeSpan Time(Action work)
    {
        var start = TimeProvider.System.GetTimestamp();
        work();
        return TimeProvider.System.GetElapsedTime(start);
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var start = TimeProvider.System.GetTimestamp();
        await work();
        return TimeProvider.System.GetElapsedTime(start);
    }
}
