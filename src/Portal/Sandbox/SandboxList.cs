namespace Portal.Sandbox;

/// <summary>The third parties' books, oldest first, at most 500 entries.</summary>
internal sealed record SandboxList<T>(IReadOnlyList<T> Items);
