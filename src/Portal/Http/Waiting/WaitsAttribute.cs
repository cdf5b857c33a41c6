namespace Portal.Http.Waiting;

/// <summary>On an endpoint: with <c>Prefer: wait=N</c> it answers when the thing is settled.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class WaitsAttribute : Attribute;
