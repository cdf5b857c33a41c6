using Microsoft.Extensions.Logging;

namespace Messaging;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Broker open at {Path}: {Queues} queues, {Messages} messages, SQLite {Version} ({Library})")]
    public static partial void BrokerOpened(ILogger logger, string path, int queues, long messages, string version, string library);

    [LoggerMessage(2, LogLevel.Error, "Writing {Path} failed; {Commands} commands were refused")]
    public static partial void WriteFailed(ILogger logger, string path, int commands, Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "The store was reopened after a failed commit; every lease has ended")]
    public static partial void StoreReopened(ILogger logger);

    [LoggerMessage(4, LogLevel.Error, "A listener threw when it was told of dead letter {Id}")]
    public static partial void ListenerFailed(ILogger logger, long id, Exception exception);

    [LoggerMessage(5, LogLevel.Error, "The disk of {Path} is full: publishes are refused until there is room")]
    public static partial void DiskFull(ILogger logger, string path, Exception exception);

    [LoggerMessage(6, LogLevel.Information, "There is room on the disk again: {Path}")]
    public static partial void DiskHasRoom(ILogger logger, string path);

    [LoggerMessage(7, LogLevel.Warning, "The process before this one ended with {Leased} messages under lease; {Suspects} are delivered one at a time, {DeadLettered} became dead letters")]
    public static partial void EndedInFlight(ILogger logger, int leased, int suspects, int deadLettered);

    [LoggerMessage(8, LogLevel.Error, "An observer threw when it was told of {Kind} at {Queue}")]
    public static partial void ObserverFailed(ILogger logger, BrokerEventKind kind, string queue, Exception exception);

    [LoggerMessage(9, LogLevel.Warning, "Reading ahead for {Queue} failed")]
    public static partial void ReadAheadFailed(ILogger logger, string queue, Exception exception);

    [LoggerMessage(13, LogLevel.Error, "{Queue} delivers what is in memory and nothing beyond")]
    public static partial void QueueDamaged(ILogger logger, string queue, Exception exception);

    [LoggerMessage(14, LogLevel.Error, "{Queue} keeps a message that waits for its time and cannot be read; the others are delivered")]
    public static partial void DueDamaged(ILogger logger, string queue, Exception exception);

    [LoggerMessage(10, LogLevel.Warning, "Relaying the outbox of {Database} failed; trying again")]
    public static partial void RelayFailed(ILogger logger, string database, Exception exception);

    [LoggerMessage(11, LogLevel.Warning, "Moving the write-ahead log of {Path} into the file failed; it is tried again")]
    public static partial void CheckpointFailed(ILogger logger, string path, Exception exception);

    [LoggerMessage(12, LogLevel.Error, "{Path} could not be synced. Nothing is lost: its write-ahead log has everything, and is kept and grows until the program is started again. Look at the disk")]
    public static partial void WalIsKept(ILogger logger, string path, Exception exception);

    [LoggerMessage(20, LogLevel.Warning, "{Type} {MessageId} at {Queue}, delivery {DeliveryCount}: failed, again in {Delay}")]
    public static partial void WillRetry(
        ILogger logger, string type, string messageId, string queue, int deliveryCount, TimeSpan delay, Exception exception);

    [LoggerMessage(25, LogLevel.Information, "{Type} {MessageId} at {Queue}, delivery {DeliveryCount}: {Outage}, again in {Delay}")]
    public static partial void WillRetryOutage(
        ILogger logger, string type, string messageId, string queue, int deliveryCount, TimeSpan delay, string outage);

    [LoggerMessage(21, LogLevel.Error, "{Type} {MessageId} at {Queue}, delivery {DeliveryCount}: dead letter, {Reason}")]
    public static partial void DeadLettered(
        ILogger logger, string type, string messageId, string queue, int deliveryCount, string reason, Exception? exception);

    [LoggerMessage(22, LogLevel.Warning, "{Type} {MessageId} at {Queue}: its lease was lost; somebody else may have it by now")]
    public static partial void LeaseLost(ILogger logger, string type, string messageId, string queue);

    [LoggerMessage(23, LogLevel.Warning, "Receiving from {Queue} failed; trying again")]
    public static partial void ReceiveFailed(ILogger logger, string queue, Exception exception);

    [LoggerMessage(24, LogLevel.Error, "Settling {Count} messages at {Queue} failed, the first of them {Type} {MessageId}; they will come again when their leases end")]
    public static partial void SettleFailed(ILogger logger, int count, string type, string messageId, string queue, Exception exception);

    [LoggerMessage(26, LogLevel.Warning, "Settling {Count} messages at {Queue} failed, again in {Delay}: {Error}")]
    public static partial void WillSettleAgain(ILogger logger, int count, string queue, TimeSpan delay, string error);

    [LoggerMessage(27, LogLevel.Warning, "{Type} {MessageId} at {Queue}: renewing its lease failed")]
    public static partial void RenewFailed(ILogger logger, string type, string messageId, string queue, Exception exception);

    [LoggerMessage(28, LogLevel.Warning, "{Type} {MessageId} at {Queue}: disposing of what its handler used failed")]
    public static partial void ScopeFailed(ILogger logger, string type, string messageId, string queue, Exception exception);

    [LoggerMessage(40, LogLevel.Warning, "{Queue}: {Downstream} is out ({Error}); one message at a time is tried until it is back")]
    public static partial void CircuitOpened(ILogger logger, string queue, string downstream, string error);

    [LoggerMessage(41, LogLevel.Information, "{Queue}: {Downstream} is back")]
    public static partial void CircuitClosed(ILogger logger, string queue, string downstream);

    [LoggerMessage(30, LogLevel.Information, "A reply came for a request that nobody waits for any more: {MessageId}")]
    public static partial void LateReply(ILogger logger, string messageId);

    [LoggerMessage(60, LogLevel.Error, "Writing {Path} failed; {Facts} entries are left out")]
    public static partial void JournalFailed(ILogger logger, string path, int facts, Exception exception);

    [LoggerMessage(61, LogLevel.Warning, "{Lost} entries are missing in {Path}: more happened than could be written")]
    public static partial void JournalGap(ILogger logger, string path, long lost);
}
