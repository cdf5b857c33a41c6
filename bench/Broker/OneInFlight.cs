using Messaging;
using Messaging.Embedded;

namespace Bench;

/// <summary>
/// One message in all: publish, wait, receive, acknowledge, wait. Nothing can be grouped, so each message costs two commits,
/// and a commit cannot be faster than the disk's fdatasync of as many bytes.
/// </summary>
internal sealed class OneInFlight(EmbeddedBroker broker, string queue, int bodyBytes)
{
    public async Task<RoundResult> RunAsync(TimeSpan time)
    {
        var body = new byte[bodyBytes];
        Random.Shared.NextBytes(body);
        using var commits = new CommitCount();
        var written = Machine.BytesWritten();
        var cpu = Environment.CpuUsage.TotalTime;
        var start = TimeProvider.System.GetTimestamp();
        var messages = 0;
        for (; TimeProvider.System.GetElapsedTime(start) < time; messages++)
        {
            await broker.PublishAsync([new OutgoingMessage(Destination.Queue(queue), new Message("bench.v1", body))]);
            await broker.AcknowledgeAsync(await broker.ReceiveAsync(queue, 1, TimeSpan.FromSeconds(10)));
        }

        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        return new RoundResult(
            messages / seconds,
            (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / messages,
            2.0 * messages / commits.Value,
            (double)(Machine.BytesWritten() - written) / messages);
    }
}
