using Messaging;

namespace Unit.Messaging;

/// <summary>What a queue must do, as plainly as it can be said: no disk, no threads, no window.</summary>
internal sealed class BrokerModel(int maxAttempts, TimeSpan lease)
{
    private long _lastSequence;

    public List<ModelMessage> Ready { get; } = [];

    public Dictionary<string, (ModelMessage Message, TimeSpan Ends)> Leased { get; } = [];

    public List<(TimeSpan Due, ModelMessage Message)> Scheduled { get; } = [];

    public Dictionary<string, (DeadLetterStatus Status, int Attempts)> DeadLetters { get; } = [];

    public bool Paused { get; set; }

    public TimeSpan Now { get; private set; }

    public void Publish(string id, TimeSpan delay) => Put(new ModelMessage(id, 0, 0, ++_lastSequence), delay);

    public ModelMessage? Receive(string token)
    {
        var first = Ready.MinBy(m => m.Sequence)!;
        Ready.Remove(first);
        Leased.Add(token, (first, Now + lease));
        return first;
    }

    public void Acknowledge(string token)
    {
        var message = End(token);
        if (message.AllowanceFrom > 0 && DeadLetters[message.Id].Status == DeadLetterStatus.Replayed)
            DeadLetters[message.Id] = DeadLetters[message.Id] with { Status = DeadLetterStatus.Resolved };
    }

    public void Fail(string token, TimeSpan? delay)
    {
        var message = End(token);
        message = message with { Attempts = message.Attempts + 1 };
        if (delay is null || message.Attempts - message.AllowanceFrom >= maxAttempts)
            DeadLetters[message.Id] = (DeadLetterStatus.Failed, message.Attempts);
        else
            Put(message, delay.Value);
    }

    public void Replay(string id)
    {
        var attempts = DeadLetters[id].Attempts;
        DeadLetters[id] = (DeadLetterStatus.Replayed, attempts);
        Ready.Add(new ModelMessage(id, attempts, attempts, ++_lastSequence));
    }

    public void Advance(TimeSpan by)
    {
        Now += by;
        foreach (var token in Leased.Where(l => l.Value.Ends <= Now).Select(l => l.Key).ToList())
            Fail(token, TimeSpan.Zero);
        foreach (var due in Scheduled.Where(s => s.Due <= Now).OrderBy(s => s.Due).ThenBy(s => s.Message.Sequence).ToList())
        {
            Scheduled.Remove(due);
            Ready.Add(due.Message with { Sequence = ++_lastSequence });
        }
    }

    public int Purge()
    {
        var purged = Ready.Count + Scheduled.Count;
        Ready.Clear();
        Scheduled.Clear();
        return purged;
    }

    public void Restart()
    {
        Ready.AddRange(Leased.Values.Select(l => l.Message));
        Leased.Clear();
    }

    private void Put(ModelMessage message, TimeSpan delay)
    {
        if (delay > TimeSpan.Zero)
            Scheduled.Add((Now + delay, message));
        else
            Ready.Add(message);
    }

    private ModelMessage End(string token)
    {
        var message = Leased[token].Message;
        Leased.Remove(token);
        return message;
    }
}

internal sealed record ModelMessage(string Id, int Attempts, int AllowanceFrom, long Sequence);
