using Messaging;
using Portal.Live;

namespace Portal.Data;

/// <summary>What every write transaction of every service needs.</summary>
internal sealed record ServicePlumbing(
    IOutbox Outbox, IInbox Inbox, OutboxRelays Relays, LiveFeed Feed, IMessageSerializer Serializer, TimeProvider Time);
