namespace Messaging;

/// <summary>
/// The store could not be written. What was asked is not confirmed: after a failed commit it may or may not be there when
/// the store is opened again, so send again with the same message id.
/// </summary>
public sealed class BrokerUnavailableException(string message, Exception? inner = null) : BrokerException(message, inner);
