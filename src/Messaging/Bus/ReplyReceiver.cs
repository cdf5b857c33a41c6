using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Messaging;

/// <summary>
/// Hands replies to the requests that wait for them. The reply queue is declared, and its receiving loop started, with the
/// first request: a process that never asks has neither.
/// </summary>
internal sealed class ReplyReceiver(IBroker broker, TimeProvider time, ILogger<ReplyReceiver> logger) : IAsyncDisposable
{
    /// <summary>Where replies to this process go.</summary>
    public const string Queue = "replies";

    private static readonly TimeSpan _retryDelay = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, ReplyCollector> _waiting = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _starting = new(1, 1);
    private Task? _loop;
    private long _late;

    /// <summary>Replies that nobody waited for any more; they were dropped.</summary>
    public long Late => Interlocked.Read(ref _late);

    /// <summary>Begins to wait for replies to this request, so many at most; dispose to stop.</summary>
    public async Task<ReplyCollector> ExpectAsync(string requestId, int count, CancellationToken cancellationToken)
    {
        await EnsureStartedAsync(cancellationToken);
        return _waiting[requestId] = new ReplyCollector(
            count, collector => _waiting.TryRemove(new KeyValuePair<string, ReplyCollector>(requestId, collector)));
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        if (_loop is not null)
            await _loop;
        _stopping.Dispose();
        _starting.Dispose();
    }

    private async Task EnsureStartedAsync(CancellationToken cancellationToken)
    {
        if (_loop is not null)
            return;
        await _starting.WaitAsync(cancellationToken);
        try
        {
            if (_loop is not null)
                return;
            await broker.DeclareQueueAsync(Queue, new QueueOptions(), cancellationToken);
            _loop = Task.Run(ReceiveAsync, CancellationToken.None);
        }
        finally
        {
            _starting.Release();
        }
    }

    private async Task ReceiveAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var replies = await broker.ReceiveAsync(Queue, 100, Timeout.InfiniteTimeSpan, cancellationToken: _stopping.Token);
                foreach (var reply in replies)
                {
                    if (CollectorOf(reply.Message)?.Offer(reply.Message) is true)
                        continue;
                    Interlocked.Increment(ref _late);
                    Log.LateReply(logger, reply.Message.Id);
                }

                await broker.AcknowledgeAsync(replies, CancellationToken.None);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (BrokerException e)
            {
                // A commit that failed, a lease that ended with it: the replies come again. This loop is the process's only one.
                Log.ReceiveFailed(logger, Queue, e);
                await Task.Delay(_retryDelay, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>A reply says which request caused it; one from outside may only know the conversation, which then is the request's id.</summary>
    private ReplyCollector? CollectorOf(Message reply) =>
        reply.Headers.TryGetValue(MessageHeaders.CausationId, out var request) && _waiting.TryGetValue(request, out var collector)
            ? collector
            : _waiting.GetValueOrDefault(reply.CorrelationId);
}
