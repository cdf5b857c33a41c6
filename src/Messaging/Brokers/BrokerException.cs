namespace Messaging;

/// <summary>The broker refused; each subclass says what and carries the data of it.</summary>
public abstract class BrokerException(string message, Exception? inner = null) : Exception(message, inner);
