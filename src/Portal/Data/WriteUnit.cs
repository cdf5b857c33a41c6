namespace Portal.Data;

/// <summary>One caller's part of a group: it takes effect as a whole or not at all, whatever becomes of the others' parts.</summary>
internal abstract class WriteUnit<TContext>
    where TContext : ServiceDbContext
{
    /// <summary>Nobody waits for it any more; it was not begun.</summary>
    public abstract bool IsCancelled { get; }

    /// <summary>Does the work in the group's transaction; on the writer's thread.</summary>
    public abstract void Execute(WriteSession<TContext> session);

    /// <summary>The group is durable: tells whoever has to know, in the order of the group. Never throws.</summary>
    public abstract void Committed();

    /// <summary>Nothing of it happened; or, when the commit failed, nobody knows.</summary>
    public abstract void Failed(Exception exception);
}
