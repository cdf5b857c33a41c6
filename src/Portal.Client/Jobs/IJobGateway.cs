using Portal.Client.Contracts;
using Portal.Client.Security;

namespace Portal.Client.Jobs;

/// <summary>Jobs, as pages and REST use them.</summary>
public interface IJobGateway
{
    /// <summary>By group and name.</summary>
    [Reads]
    Task<Outcome<Page<JobView>>> ListAsync(PageRequest page, CancellationToken cancellationToken);

    [Reads]
    Task<JobView?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>The last runs, newest first, as far as they are kept.</summary>
    [Reads]
    Task<Outcome<Page<JobRun>>> RunsAsync(string id, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Runs it once, now, beside its schedule. 409 while it is running and must not run twice.</summary>
    [Needs(Ability.RunJobs)]
    Task<Outcome<JobView>> RunAsync(string id, CancellationToken cancellationToken);

    /// <summary>The trigger does not run the job until it is resumed; what falls into the time between is left out.</summary>
    [Needs(Ability.RunJobs)]
    Task<Outcome<JobView>> PauseAsync(string id, string trigger, CancellationToken cancellationToken);

    [Needs(Ability.RunJobs)]
    Task<Outcome<JobView>> ResumeAsync(string id, string trigger, CancellationToken cancellationToken);
}
