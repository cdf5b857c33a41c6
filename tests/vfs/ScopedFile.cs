namespace Vfs;

/// <summary>An open file under a scope.</summary>
internal sealed record ScopedFile(VfsScope Scope, string Name);
