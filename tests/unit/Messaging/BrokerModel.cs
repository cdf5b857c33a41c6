using Messaging;

namespace Unit.Messaging;

/// <summary>What a queue must do, as plainly as it can be said: no disk, no threads, no window.</summary>
internal sealed class BrokerModel(int maxAttempts, TimeSpan lease)
{
    private long _lastSequence;

    /// <summary>Stored as ready: with those that wait behind their key, or for their retry at their place.</summary>
    public List<ModelMessage> Waiting { get; } = [];

    public Dictionary<string, (ModelMessage Message, TimeSpan Ends)> Leased { get; } = [];

    public List<(TimeSpan Due, ModelMessage Message)> Delayed { get; } = [];

    public Dictionary<string, (DeadLetterStatus Status, int Attempts)> DeadLetters { get; } = [];

    public bool Paused { get; set; }

    public TimeSpan Now { get; private set; }

    public int Scheduled => Delayed.Count + Waiting.Count(m => m.Due > Now);

    public int Ready => Waiting.Count(m => m.Due <= Now);

    public void Publish(string id, string? key, TimeSpan delay, TimeSpan? timeToLive) =>
        Put(new ModelMessage(id, key, 0, 0, ++_lastSequence, timeToLive is { } live ? Now + live : TimeSpan.MaxValue), delay);

    /// <summary>What is handed out to one who asks for so many: a suspect comes alone.</summary>
    public List<ModelMessage> Receive(int max)
    {
        List<ModelMessage> taken = [];
        if (!Leased.Values.Any(l => l.Message.IsSuspect) && Waiting.Where(m => m.IsSuspect).MinBy(m => m.Sequence) is { } suspect)
            taken.Add(suspect);
        else
            taken.AddRange(Waiting.Where(m => !m.IsSuspect && m.Due <= Now && IsFirstOfKey(m)).OrderBy(m => m.Sequence).Take(max));
        Waiting.RemoveAll(taken.Contains);
        return taken;
    }

    public void Lease(ModelMessage message, string token) => Leased.Add(token, (message, Now + lease));

    public void Acknowledge(string token)
    {
        var message = End(token);
        if (message.AllowanceFrom > 0 && DeadLetters.TryGetValue(message.Id, out var letter) && letter.Status == DeadLetterStatus.Replayed)
            DeadLetters[message.Id] = letter with { Status = DeadLetterStatus.Resolved };
    }

    public void Fail(string token, TimeSpan? delay)
    {
        var message = End(token);
        message = message with { Attempts = message.Attempts + 1, IsSuspect = false };
        if (delay is null || message.Attempts - message.AllowanceFrom >= maxAttempts)
            DeadLetters[message.Id] = (DeadLetterStatus.Failed, message.Attempts);
        else if (message.Key is not null)
            Waiting.Add(message with { Due = Now + delay.Value });
        else
            Put(message, delay.Value);
    }

    public void Replay(string id, string? key)
    {
        var attempts = DeadLetters[id].Attempts;
        DeadLetters[id] = (DeadLetterStatus.Replayed, attempts);
        Waiting.Add(new ModelMessage(id, key, attempts, attempts, ++_lastSequence, TimeSpan.MaxValue));
    }

    public void Advance(TimeSpan by)
    {
        Now += by;
        foreach (var token in Leased.Where(l => l.Value.Ends <= Now).Select(l => l.Key).ToList())
            Fail(token, TimeSpan.Zero);
        foreach (var due in Delayed.Where(s => s.Due <= Now).OrderBy(s => s.Due).ThenBy(s => s.Message.Sequence).ToList())
        {
            Delayed.Remove(due);
            Waiting.Add(due.Message with { Sequence = ++_lastSequence });
        }
    }

    public void Expire() => Waiting.RemoveAll(m => m.ExpiresAt <= Now && !m.IsSuspect);

    public int Purge()
    {
        var purged = Waiting.Count + Delayed.Count;
        foreach (var message in Waiting.Concat(Delayed.Select(d => d.Message)))
        {
            if (DeadLetters.TryGetValue(message.Id, out var letter) && letter.Status == DeadLetterStatus.Replayed)
                DeadLetters[message.Id] = letter with { Status = DeadLetterStatus.Failed };
        }

        Waiting.Clear();
        Delayed.Clear();
        return purged;
    }

    /// <summary>A stop in good order: nobody is suspected of anything.</summary>
    public void Restart()
    {
        Waiting.AddRange(Leased.Values.Select(l => l.Message));
        Leased.Clear();
        for (var i = 0; i < Waiting.Count; i++)
            Waiting[i] = Waiting[i] with { IsSuspect = false };
    }

    /// <summary>The process ends: what was leased is suspected, and it counts for the one that was alone.</summary>
    public void Crash()
    {
        var alone = Leased.Count == 1;
        foreach (var message in Leased.Values.Select(l => l.Message))
        {
            var counts = alone || message.IsSuspect;
            var counted = message with
            {
                Attempts = message.Attempts + 1, AllowanceFrom = message.AllowanceFrom + (counts ? 0 : 1), IsSuspect = true, Due = TimeSpan.Zero,
            };
            if (counts && counted.Attempts - counted.AllowanceFrom >= maxAttempts)
                DeadLetters[message.Id] = (DeadLetterStatus.Failed, counted.Attempts);
            else
                Waiting.Add(counted);
        }

        Leased.Clear();
    }

    private bool IsFirstOfKey(ModelMessage message) => message.Key is null
        || !Waiting.Concat(Leased.Values.Select(l => l.Message)).Any(m => m.Key == message.Key && m.Sequence < message.Sequence);

    private void Put(ModelMessage message, TimeSpan delay)
    {
        if (delay > TimeSpan.Zero)
            Delayed.Add((Now + delay, message));
        else
            Waiting.Add(message);
    }

    private ModelMessage End(string token)
    {
        var message = Leased[token].Message;
        Leased.Remove(token);
        return message;
    }
}

internal sealed record ModelMessage(
    string Id, string? Key, int Attempts, int AllowanceFrom, long Sequence, TimeSpan ExpiresAt, TimeSpan Due = default, bool IsSuspect = false);
