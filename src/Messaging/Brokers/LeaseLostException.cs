namespace Messaging;

/// <summary>The lease has ended or was never given: somebody else may have the message by now. Nothing was changed.</summary>
public sealed class LeaseLostException(string leaseToken)
    : BrokerException($"The lease '{leaseToken}' has ended. The message may be with somebody else by now.")
{
    /// <summary>The token that was presented.</summary>
    public string LeaseToken { get; } = leaseToken;
}
