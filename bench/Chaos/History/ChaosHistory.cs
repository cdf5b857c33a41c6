using System.Globalization;

namespace Bench.Chaos;

/// <summary>
/// What a child did and was told, from the facts it sent before and after each step, kept by the process that survives it; and
/// what does not agree with the rules. A fact is a line: a word, and its data.
/// </summary>
internal sealed class ChaosHistory(IReadOnlyDictionary<string, int> maxAttempts)
{
    private readonly Dictionary<(string Queue, string Id), TrackedMessage> _messages = [];
    private readonly Dictionary<string, List<TrackedMessage>> _sends = [];
    private readonly Dictionary<string, OrderingKey> _keys = [];
    private readonly Dictionary<string, Lease> _leases = [];
    private readonly HashSet<string> _committed = [];

    /// <summary>Told of everything that breaks a rule.</summary>
    public Action<Rule, string> Report { get; set; } = (_, _) => { };

    /// <summary>How often each fact was told, over all cycles.</summary>
    public Dictionary<string, long> Counts { get; } = [];

    /// <summary>Messages that were committed with the outbox, as far as the child was told.</summary>
    public IReadOnlySet<string> Committed => _committed;

    public IEnumerable<TrackedMessage> Messages => _messages.Values;

    public TrackedMessage? Find(string queue, string id) => _messages.GetValueOrDefault((queue, id));

    public void Add(string line)
    {
        var fact = line.Split(' ');
        Note(fact);
        Counts[fact[0]] = Counts.GetValueOrDefault(fact[0]) + 1;
        switch (fact)
        {
            case ["send", var queue, var id, var key, var number]:
                Sending(queue, id, key == "-" ? null : key, int.Parse(number, CultureInfo.InvariantCulture));
                break;
            case ["sent", var id]:
                EndSend(id, m => m.Confirmed());
                break;
            case ["refused", var id]:
                EndSend(id, m => m.Refused());
                break;
            case ["got", var queue, var id, var token, var count, var attempt, var now, var ends]:
                Delivered(queue, id, token, Int(count), Int(attempt), Long(now), Long(ends));
                break;
            case ["changed", var queue, var id, var fault]:
                Report(Rule.Unchanged, $"{queue}/{id} was delivered with {fault}");
                break;
            case ["ack", var token]:
                Asked(token, _ => Places.Nowhere);
                break;
            case ["bury", var token]:
                Asked(token, _ => Places.DeadLetters);
                break;
            case ["retry", var token]:
                Asked(token, l => IsLast(l.Of.Queue, l.Attempt) ? Places.DeadLetters : Places.Queue);
                break;
            case ["acked", var token]:
                Settled(token, acknowledged: true);
                break;
            case ["buried" or "retried", var token]:
                Settled(token, acknowledged: false);
                break;
            case ["lost", var token]:
                if (_leases.TryGetValue(token, out var lost))
                    lost.Asked = Places.None;
                break;
            case ["stale-accepted", var token]:
                Report(Rule.StaleRefused, $"token {token} of an ended lease was accepted");
                break;
            case ["replay", var queue, var id]:
                Find(queue, id)?.Replaying();
                break;
            case ["replayed", var queue, var id]:
                Find(queue, id)?.Replayed();
                break;
            case ["committed", var id]:
                _committed.Add(id);
                break;
        }
    }

    /// <summary>The child was killed, and no more facts will come from it.</summary>
    public void Crashed()
    {
        foreach (var message in _messages.Values)
            message.Crashed();
        _leases.Clear();
        _sends.Clear();
    }

    private void Note(string[] fact)
    {
        if (fact is [_, var queue, var id, ..] && Find(queue, id) is { } message)
            message.Note(fact[0]);
        else if (fact is [_, var token] && _leases.TryGetValue(token, out var lease))
            lease.Of.Note(fact[0]);
    }

    private static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static long Long(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private void Sending(string queue, string id, string? key, int number)
    {
        var message = new TrackedMessage(queue, id, key, number);
        _messages.Add((queue, id), message);
        if (!_sends.TryGetValue(id, out var copies))
            _sends[id] = copies = [];
        copies.Add(message);
        if (key is null)
            return;
        if (!_keys.TryGetValue(key, out var ordered))
            _keys[key] = ordered = new OrderingKey();
        ordered.Add(message);
    }

    private void EndSend(string id, Action<TrackedMessage> end)
    {
        foreach (var message in _sends[id])
            end(message);
        _sends.Remove(id);
    }

    private void Delivered(string queue, string id, string token, int count, int attempt, long now, long ends)
    {
        if (Find(queue, id) is not { } message)
            return; // of the outbox: held to another rule
        var name = $"{queue}/{id}";
        if (message.IsAcknowledged)
            Report(Rule.NothingBack, $"{name} was delivered after its acknowledge was confirmed");
        else if (message.IsOver)
            Report(Rule.NothingBack, $"{name} was delivered although it was not there before");
        if (message.Lease is { Asked: Places.None, IsSettled: false } live && now < live.EndsAt)
            Report(Rule.OneLease, $"{name} was delivered with {token} while {live.Token} had {live.EndsAt - now} ms to go");
        if (_leases.ContainsKey(token))
            Report(Rule.OneLease, $"{name} was delivered twice with {token}");
        if (attempt > maxAttempts[queue] || count <= message.Failures)
            Report(Rule.AttemptsKept, $"{name}: delivery {count}, attempt {attempt}, after {message.Failures} failures");
        var lease = new Lease(token, message, attempt, ends);
        message.Delivered(lease, IsLast(queue, attempt));
        _leases[token] = lease;
        if (message.Key is { } key && _keys[key].Delivered(message) is { } disorder)
            Report(Rule.OrderKept, $"{queue}, key {key}: {disorder}");
    }

    private void Asked(string token, Func<Lease, Places> place)
    {
        if (_leases.TryGetValue(token, out var lease))
            lease.Asked = place(lease);
    }

    private void Settled(string token, bool acknowledged)
    {
        if (!_leases.TryGetValue(token, out var lease))
            return;
        if (acknowledged && lease != lease.Of.Lease)
            Report(Rule.OneLease, $"{lease.Of.Queue}/{lease.Of.Id}: {token} was acknowledged after {lease.Of.Lease?.Token} was given");
        if (!acknowledged)
            lease.Of.Failures++;
        lease.Of.Settled(lease, acknowledged);
    }

    private bool IsLast(string queue, int attempt) => attempt >= maxAttempts[queue];
}
