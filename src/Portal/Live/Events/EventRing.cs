using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Portal.Client.Live;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Portal.Live.Events;

/// <summary>
/// The last 10,000 changes, numbered, for all streams together: a stream is a place in it, so that a slow one costs no memory and one that
/// was interrupted goes on where it was. Of each entity only the newest change is handed out. It listens while there are streams and
/// five minutes longer; then it begins anew, under another mark, and ids of before are not known any more.
/// Nothing of it is stored: after a restart of the portal the mark is another one, too.
/// </summary>
internal sealed class EventRing(ILiveFeed feed, TimeProvider time, IOptions<JsonOptions> json) : IDisposable
{
    public const int Capacity = 10_000;
    private const int MostAtOnce = 256;

    /// <summary>How long an interrupted stream can be gone when it was the only one.</summary>
    private static readonly TimeSpan _remembers = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly EventEntry?[] _ring = new EventEntry?[Capacity];
    private readonly Dictionary<(string Name, string Id), long> _newest = [];
    private IReadOnlyList<IDisposable> _subscriptions = [];
    private TaskCompletionSource _next = NewSignal();
    private ITimer? _forgetting;
    private string _mark = NewMark();
    private long _head;
    private int _streams;

    /// <summary>Rings with the next change. Take it before looking, and none is missed.</summary>
    public Task Next
    {
        get
        {
            lock (_lock)
                return _next.Task;
        }
    }

    /// <summary>A stream begins: from now on every change is taken down. Dispose it when the stream ends.</summary>
    public IDisposable Join()
    {
        lock (_lock)
        {
            _streams++;
            _forgetting?.Dispose();
            _forgetting = null;
            if (_subscriptions.Count == 0)
                _subscriptions = EventNames.Follow(feed, Append);
        }

        return new Membership(this);
    }

    /// <summary>Where a reader is that has seen the event of this id; the newest place where that is not known any more.</summary>
    public bool TryFind(string? id, out long place)
    {
        lock (_lock)
        {
            place = _head;
            var parts = (id ?? "").Split('-', 2);
            if (parts.Length != 2 || parts[0] != _mark || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var seen) || !IsKnown(seen))
                return false;
            place = seen;
            return true;
        }
    }

    public string IdOf(long place)
    {
        lock (_lock)
            return Id(place);
    }

    /// <summary>
    /// The changes after a place that the filter wants, and where to go on. False when the reader has fallen so far behind that some are
    /// not known any more; it then goes on at the newest place.
    /// </summary>
    public bool TryRead(ref long place, EventFilter filter, List<EventEntry> into)
    {
        lock (_lock)
        {
            if (!IsKnown(place))
            {
                place = _head;
                return false;
            }

            while (place < _head && into.Count < MostAtOnce)
            {
                place++;
                var entry = _ring[place % Capacity]!;

                // A later change of the same comes in its own turn.
                if (_newest[(entry.Name, entry.Entity.Id)] == place && filter.Wants(entry))
                    into.Add(entry);
            }

            return true;
        }
    }

    public void Dispose() => Forget();

    private void Append(string name, IReadOnlyList<ILiveEntity> changed)
    {
        TaskCompletionSource heard;
        lock (_lock)
        {
            foreach (var entity in changed)
            {
                var place = ++_head;
                if (_ring[place % Capacity] is { } old && _newest.TryGetValue((old.Name, old.Entity.Id), out var at) && at == place - Capacity)
                    _newest.Remove((old.Name, old.Entity.Id));
                _ring[place % Capacity] = new EventEntry(Id(place), name, entity, json.Value.SerializerOptions);
                _newest[(name, entity.Id)] = place;
            }

            heard = _next;
            _next = NewSignal();
        }

        heard.SetResult();
    }

    private void Leave()
    {
        lock (_lock)
        {
            if (--_streams == 0)
                _forgetting = time.CreateTimer(_ => Forget(), null, _remembers, Timeout.InfiniteTimeSpan);
        }
    }

    private void Forget()
    {
        IReadOnlyList<IDisposable> subscriptions;
        lock (_lock)
        {
            if (_streams > 0)
                return;
            (subscriptions, _subscriptions) = (_subscriptions, []);
            _forgetting?.Dispose();
            _forgetting = null;
            _mark = NewMark();
            _head = 0;
            _newest.Clear();
            Array.Clear(_ring);
        }

        foreach (var subscription in subscriptions)
            subscription.Dispose();
    }

    private bool IsKnown(long place) => place >= Math.Max(0, _head - Capacity) && place <= _head;

    private string Id(long place) => string.Create(CultureInfo.InvariantCulture, $"{_mark}-{place}");

    private static string NewMark() => RandomNumberGenerator.GetHexString(8, lowercase: true);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Membership(EventRing ring) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                ring.Leave();
        }
    }
}
