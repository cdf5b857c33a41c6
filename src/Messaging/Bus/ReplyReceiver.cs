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

    private readonly ConcurrentDictionary<string, TaskCompletionSource<Message>> _waiting = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _starting = new(1, 1);
    private Task? _loop;

    /// <summary>Begins to wait for the reply with this correlation id; dispose to stop.</summary>
    public async Task<Expectation> ExpectAsync(string correlationId, CancellationToken cancellationToken)
    {
        await EnsureStartedAsync(cancellationToken);
        var reply = new TaskCompletionSource<Message>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[correlationId] = reply;
        return new Expectation(reply.Task, () => _waiting.TryRemove(correlationId, out _));
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
                    if (_waiting.TryRemove(reply.Message.CorrelationId, out var waiting))
                        waiting.TrySetResult(reply.Message);
                    else
                        Log.LateReply(logger, reply.Message.Id);
                }

                await Task.WhenAll(replies.Select(reply => broker.AcknowledgeAsync(reply.LeaseToken)));
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

    public sealed class Expectation(Task<Message> reply, Action stop) : IDisposable
    {
        public Task<Message> Reply { get; } = reply;

        public void Dispose() => stop();
    }
}
