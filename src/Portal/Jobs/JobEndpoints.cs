using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Client.Contracts;
using Portal.Client.Jobs;
using Portal.Client.Security;
using Portal.Http;
using Portal.Http.Idempotency;

namespace Portal.Jobs;

internal static class JobEndpoints
{
    public static void MapJobs(this IEndpointRouteBuilder routes)
    {
        var jobs = routes.MapGroup("/api/jobs").WithTags("Jobs");
        jobs.MapGet("", ListAsync).WithName("ListJobs").WithSummary("Jobs with their schedules, next times and last run.");
        jobs.MapGet("{id}", GetAsync).WithName("GetJob").WithSummary("One job.");
        jobs.MapGet("{id}/runs", RunsAsync).WithName("ListJobRuns").WithSummary("Its last runs, newest first.");
        jobs.MapPost("{id}/run", RunAsync).RequireAbility(Ability.RunJobs).Idempotent().WithName("RunJob").WithSummary("Runs it once, now.");
        jobs.MapPost("{id}/triggers/{trigger}/pause", PauseAsync).RequireAbility(Ability.RunJobs).Idempotent().WithName("PauseTrigger").WithSummary("The trigger does not run the job until resumed.");
        jobs.MapPost("{id}/triggers/{trigger}/resume", ResumeAsync).RequireAbility(Ability.RunJobs).Idempotent().WithName("ResumeTrigger").WithSummary("Ends a pause.");
    }

    private static async Task<Results<Ok<Page<JobView>>, ProblemHttpResult>> ListAsync(
        [AsParameters] PageQuery page, IJobGateway jobs, CancellationToken cancellationToken)
    {
        if (page.Problem is { } problem)
            return problem.ToResult();
        var outcome = await jobs.ListAsync(page.ToRequest(), cancellationToken);
        return outcome.Succeeded ? TypedResults.Ok(outcome.Value) : outcome.Problem.ToResult();
    }

    private static async Task<Results<Ok<JobView>, ProblemHttpResult>> GetAsync(string id, IJobGateway jobs, CancellationToken cancellationToken) =>
        await jobs.FindAsync(id, cancellationToken) is { } job ? TypedResults.Ok(job) : Problem.NotFound("job", id).ToResult();

    private static async Task<Results<Ok<Page<JobRun>>, ProblemHttpResult>> RunsAsync(
        string id, [AsParameters] PageQuery page, IJobGateway jobs, CancellationToken cancellationToken)
    {
        if (page.Problem is { } problem)
            return problem.ToResult();
        var outcome = await jobs.RunsAsync(id, page.ToRequest(), cancellationToken);
        return outcome.Succeeded ? TypedResults.Ok(outcome.Value) : outcome.Problem.ToResult();
    }

    private static async Task<Results<Accepted<JobView>, ProblemHttpResult>> RunAsync(
        string id, IJobGateway jobs, CancellationToken cancellationToken)
    {
        var outcome = await jobs.RunAsync(id, cancellationToken);
        return outcome.Succeeded
            ? TypedResults.Accepted("/api/jobs/" + Uri.EscapeDataString(outcome.Value.Id), outcome.Value)
            : outcome.Problem.ToResult();
    }

    private static async Task<Results<Ok<JobView>, ProblemHttpResult>> PauseAsync(
        string id, string trigger, IJobGateway jobs, CancellationToken cancellationToken) =>
        ToOk(await jobs.PauseAsync(id, trigger, cancellationToken));

    private static async Task<Results<Ok<JobView>, ProblemHttpResult>> ResumeAsync(
        string id, string trigger, IJobGateway jobs, CancellationToken cancellationToken) =>
        ToOk(await jobs.ResumeAsync(id, trigger, cancellationToken));

    private static Results<Ok<JobView>, ProblemHttpResult> ToOk(Outcome<JobView> outcome) =>
        outcome.Succeeded ? TypedResults.Ok(outcome.Value) : outcome.Problem.ToResult();
}
