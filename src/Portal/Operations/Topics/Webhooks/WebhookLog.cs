namespace Portal.Operations.Topics.Webhooks;

internal static partial class WebhookLog
{
    [LoggerMessage(620, LogLevel.Information, "Event {Message} was not taken by webhook {Name} of topic {Topic} at attempt {Attempt}: {Error}")]
    public static partial void NotTaken(ILogger logger, string message, string topic, string name, int attempt, string error);

    [LoggerMessage(621, LogLevel.Warning, "Webhook {Name} of topic {Topic} is disabled: {Reason}")]
    public static partial void Disabled(ILogger logger, string topic, string name, string reason);

    [LoggerMessage(622, LogLevel.Error, "The secret of webhook {Name} of topic {Topic} cannot be read")]
    public static partial void NoSecret(ILogger logger, string topic, string name, Exception exception);

    [LoggerMessage(623, LogLevel.Warning, "Nothing can be received from {Queue}; trying again")]
    public static partial void NotReceived(ILogger logger, string queue, Exception exception);

    [LoggerMessage(624, LogLevel.Warning, "What came of event {Message} in {Queue} could not be noted; it is sent again")]
    public static partial void NotSettled(ILogger logger, string message, string queue, Exception exception);

    [LoggerMessage(626, LogLevel.Error, "Event {Message} could not be written as a request of webhook {Name} of topic {Topic}")]
    public static partial void NotSent(ILogger logger, string message, string topic, string name, Exception exception);

    [LoggerMessage(625, LogLevel.Error, "Webhook {Name} of topic {Topic} could not be set up")]
    public static partial void NotSetUp(ILogger logger, string topic, string name, Exception exception);
}
