using Portal.Data;

namespace Portal.Compute.Data;

/// <summary>The news of a changed instance: a line of its history and word to the viewers, with the change or not at all.</summary>
internal static class InstanceChange
{
    /// <param name="work">The transaction.</param>
    /// <param name="instance">As it is now.</param>
    /// <param name="what">See <see cref="Client.Instances.InstanceEvent"/>.</param>
    /// <param name="by">Who asked; null when the portal did it.</param>
    public static void Note(this Work<ComputeDbContext> work, Instance instance, string what, string? by = null)
    {
        work.Db.History.Add(new InstanceRecord
        {
            InstanceId = instance.Id,
            Version = instance.Version,
            At = work.Now.ToUnixTimeMilliseconds(),
            What = what,
            State = instance.State,
            ReasonCode = instance.ReasonCode,
            ReasonMessage = instance.ReasonMessage,
            By = by,
        });
        work.Changed(instance.ToView());
    }
}
