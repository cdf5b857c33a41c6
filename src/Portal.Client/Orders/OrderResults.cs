using Portal.Client.Elements;
using Portal.Client.Live;

namespace Portal.Client.Orders;

/// <summary>
/// Notifications of one circuit that become what came of an order, wherever the person has gone meanwhile. An order that takes
/// its time is left alone: its page shows why.
/// </summary>
public sealed class OrderResults(ILiveFeed feed, Toasts toasts, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(15);

    private readonly CancellationTokenSource _gone = new();

    /// <summary>Before the order is placed, so that no change of it is missed.</summary>
    public Expectation Expect(string id, string customer) =>
        new(id, toasts.Begin($"Placing the order of {customer} …"), customer, feed, time, _gone.Token);

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    /// <summary>One order, from the click to its end.</summary>
    public sealed class Expectation
    {
        private readonly Toast _toast;
        private readonly string _customer;
        private readonly ToastLink _link;
        private readonly IDisposable _subscription;
        private readonly TimeProvider _time;
        private readonly CancellationToken _gone;
        private int _ended;

        internal Expectation(string id, Toast toast, string customer, ILiveFeed feed, TimeProvider time, CancellationToken gone)
        {
            (_toast, _customer, _time, _gone) = (toast, customer, time, gone);
            _link = new ToastLink("See the order", $"orders/{Uri.EscapeDataString(id)}");
            _subscription = feed.Subscribe<OrderView>(
                changes =>
                {
                    foreach (var order in changes) Offer(order);
                    return Task.CompletedTask;
                },
                id);
        }

        /// <summary>It is stored; now it takes what it takes.</summary>
        public void Placed() => _ = GiveUpAsync();

        public void Refused(string why, bool beside)
        {
            if (!End()) return;

            if (beside) _toast.Warn("Could not place the order", "See the words beside the fields.");
            else _toast.Fail("Could not place the order", why);
        }

        private void Offer(OrderView order)
        {
            if (order.Status is OrderStatus.ReadyToShip && End())
                _toast.Succeed($"The order of {_customer} is ready to ship", _link);
            else if (order.Status is OrderStatus.Cancelled && End())
                _toast.Warn($"The order of {_customer} is cancelled", order.Failure, _link);
        }

        private async Task GiveUpAsync()
        {
            await Task.Delay(_patience, _time, _gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (End()) _toast.Succeed($"The order of {_customer} is placed", _link);
        }

        private bool End()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 1) return false;

            _subscription.Dispose();
            return true;
        }
    }
}
