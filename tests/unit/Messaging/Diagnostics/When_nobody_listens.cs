using Messaging;

namespace Unit.Messaging.Diagnostics;

[Collection(TelemetryTests.Name)]
public sealed class When_nobody_listens
{
    [Fact]
    public void Should_allocate_nothing()
    {
        var headers = new Dictionary<string, string> { [MessageHeaders.TraceParent] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" };
        var delivery = new Delivery("work", "1-1-1", new Message("text", new byte[10], headers: headers), 1, 1);
        var failure = new HandlingResult(HandlingOutcome.Failed, new InvalidOperationException("no"));
        Assert.False(SendDiagnostics.IsOn);
        Run(10);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(1000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run(int times)
        {
            for (var i = 0; i < times; i++)
            {
                _ = SendDiagnostics.IsOn;
                using var activity = MessagingTracing.StartProcess("work", delivery);
                var started = MessagingMetrics.ProcessStarted(TimeProvider.System);
                MessagingTracing.Ended(activity, failure);
                MessagingMetrics.Processed("work", delivery, failure, started, TimeProvider.System);
                MessagingMetrics.Retried("work", "text", failure.Exception!);
                MessagingMetrics.DeadLettered("work", "text", "no");
            }
        }
    }
}
