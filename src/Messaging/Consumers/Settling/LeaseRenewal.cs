using Microsoft.Extensions.Logging;

namespace Messaging;

/// <summary>
/// Renews the leases of what a queue's consumers have in hand, every third of the lease, so that a long handler is not
/// overtaken by its own message. A message that is handled within that time costs nothing here.
/// </summary>
internal sealed class LeaseRenewal : IDisposable
{
    private readonly string _queue;
    private readonly IBroker _broker;
    private readonly Action<List<Delivery>> _copyLeased;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly List<Delivery> _leased = [];
    private readonly Lock _lock = new();
    private TimeSpan _lease;

    public LeaseRenewal(string queue, IBroker broker, Action<List<Delivery>> copyLeased, TimeProvider time, ILogger logger)
    {
        _queue = queue;
        _broker = broker;
        _copyLeased = copyLeased;
        _logger = logger;
        _timer = time.CreateTimer(_ => Renew(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The queue's leases have this length from now on.</summary>
    public void Use(TimeSpan lease)
    {
        lock (_lock)
        {
            if (_lease == lease)
                return;
            _lease = lease;
            _timer.Change(lease / 3, lease / 3);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Renew()
    {
        lock (_lock)
        {
            _leased.Clear();
            _copyLeased(_leased);
            foreach (var delivery in _leased)
            {
                try
                {
                    _broker.Renew(delivery.LeaseToken, _lease);
                }
                catch (LeaseLostException)
                {
                    // Settled at this moment, or lost: whoever settles it finds out.
                }
                catch (Exception e)
                {
                    // On a timer's thread, where an exception would end the process.
                    Log.RenewFailed(_logger, delivery.Message.Type, delivery.Message.Id, _queue, e);
                }
            }

            _leased.Clear();
        }
    }
}
