namespace Portal.Client.Security;

/// <summary>
/// How the audit calls a method that changes something, where its names do not say it well. Without this,
/// <c>IQueueGateway.PurgeAsync</c> is <c>queue.purge</c>, on the queue that its first text parameter names.
/// </summary>
/// <param name="action">For example <c>instance.{action}</c>; a parameter in braces stands for its value.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AuditedAttribute(string action) : Attribute
{
    public string Action { get; } = action;
}
