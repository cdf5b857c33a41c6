using Messaging;

namespace Bench;

/// <summary>Puts messages into a queue as fast as the broker takes them.</summary>
internal static class Prefill
{
    private const int PerCall = 500;
    private const int CallsInFlight = 8;

    /// <summary>Answers with how many there are when all are in, or the time is up.</summary>
    public static Task<long> RunAsync(IBroker broker, string queue, int bodyBytes, long messages, TimeSpan atMost)
    {
        var body = new byte[bodyBytes];
        Random.Shared.NextBytes(body);
        return RunAsync(broker, queue, () => new Message("bench.v1", body), messages, atMost);
    }

    /// <summary>The same with messages of any kind.</summary>
    public static async Task<long> RunAsync(IBroker broker, string queue, Func<Message> make, long messages, TimeSpan atMost)
    {
        var calls = new Queue<Task>();
        var start = TimeProvider.System.GetTimestamp();
        long sent = 0;
        while (sent < messages && TimeProvider.System.GetElapsedTime(start) < atMost)
        {
            if (calls.Count == CallsInFlight)
                await calls.Dequeue();
            var count = (int)Math.Min(PerCall, messages - sent);
            var batch = new OutgoingMessage[count];
            for (var i = 0; i < count; i++)
                batch[i] = new OutgoingMessage(Destination.Queue(queue), make());
            calls.Enqueue(broker.PublishAsync(batch));
            sent += count;
        }

        await Task.WhenAll(calls);
        return sent;
    }
}
