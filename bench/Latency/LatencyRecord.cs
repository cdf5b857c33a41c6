namespace Bench;

/// <summary>What the handlers saw in the present round.</summary>
internal sealed class LatencyRecord
{
    private Times _fromDue = new(0);
    private Times _fromSent = new(0);

    public Times FromDue => _fromDue;

    public Times FromSent => _fromSent;

    public void Begin(int messages)
    {
        Volatile.Write(ref _fromSent, new Times(messages));
        Volatile.Write(ref _fromDue, new Times(messages));
    }

    public void Handled(Tick tick)
    {
        var now = TimeProvider.System.GetTimestamp();
        _fromSent.Add(now - tick.Sent);
        _fromDue.Add(now - tick.Due);
    }
}
