using Portal.Client.Audit;
using Portal.Client.Contracts;
using Portal.Security.Abilities;
using Portal.Security.Audit.Storing;

namespace Portal.Security.Audit.Recording;

/// <summary>
/// Records what is done through gateways, by whomever the scope works for. That an action begins is durable before it does, and what
/// came of it before anybody is told. Where the first cannot be written, nothing is done and the answer is 503. Crash window: a kill
/// between the two leaves an action that has begun, which the next start ends as <c>interrupted</c>.
/// </summary>
internal sealed class GatewayAudit(AuditWriter writer, AuditRefusals refusals, CallOrigin origin, CurrentPerson person, TimeProvider time, ILogger<GatewayAudit> logger)
{
    public static Problem Unavailable { get; } = new(
        503, "The audit cannot be written", "What changes something is recorded before it is done, and that is not possible now. Nothing was changed. Tell whoever runs the portal.");

    public async Task<Outcome<T>> RunAsync<T>(GatewayCall call, Func<Task<Outcome<T>>> run)
        where T : class
    {
        var action = ActionDescription.Of(call.Method);
        var start = time.GetTimestamp();
        var record = await DescribeAsync(call, action);
        var before = await ReadAsync(call, action, record.Action);
        long begun;
        try
        {
            begun = await writer.AppendAsync(record);
        }
        catch (AuditUnavailableException)
        {
            return Unavailable;
        }

        record = record with { Begun = begun };
        try
        {
            var outcome = await run();
            await EndAsync(outcome.Succeeded ? Done(action, record, before, outcome.Value) : Refused(record, outcome.Problem));
            return outcome;
        }
        catch (Exception e) // every exception goes on to the caller
        {
            await EndAsync(record with { Outcome = AuditOutcome.Failed, Status = 500, Detail = Facts.Short($"{e.GetType().Name}: {e.Message}", 500) });
            throw;
        }

        // What could not be written now is kept by the writer: what has happened is told as it is.
        Task EndAsync(AuditRecord end) => writer.AppendOutcomeAsync(end with { Milliseconds = (long)time.GetElapsedTime(start).TotalMilliseconds });
    }

    /// <summary>Somebody was not allowed to. Nothing was changed: that this may not be recorded, or not for the thousandth time, does no harm.</summary>
    public async Task RefusedAsync(GatewayCall call, Problem problem) =>
        await refusals.RecordAsync(Refused(await DescribeAsync(call, ActionDescription.Of(call.Method)), problem));

    private async Task<AuditRecord> DescribeAsync(GatewayCall call, ActionDescription action) => new()
    {
        Action = action.Name(call.Arguments),
        TargetKind = action.TargetKind,
        Target = action.Target(call.Arguments),
        By = CallOrigin.Subject(await person.FindAsync()),
        From = origin.Find(),
        Arguments = Facts.Json(action.Arguments(call.Arguments)),
    };

    private async Task<Dictionary<string, string>?> ReadAsync(GatewayCall call, ActionDescription action, string name)
    {
        try
        {
            return await action.ReadAsync(call.Gateway, call.Arguments);
        }
        catch (Exception e) // the action itself will say what is wrong
        {
            AuditLog.NotRead(logger, name, e);
            return null;
        }
    }

    private AuditRecord Done(ActionDescription action, AuditRecord record, Dictionary<string, string>? before, object value)
    {
        try
        {
            var answer = action.Answer(value);
            var (was, isNow) = Facts.Differences(before ?? [], answer);
            return record with
            {
                Outcome = AuditOutcome.Done,
                Status = 200,
                Target = record.Target ?? answer.GetValueOrDefault("id") ?? answer.FirstOrDefault(fact => fact.Key.EndsWith(".id", StringComparison.Ordinal)).Value ?? answer.GetValueOrDefault("name"),
                Before = Facts.Json(was),
                After = Facts.Json(isNow),
            };
        }
        catch (Exception e) // what was done is done, whatever its answer looks like
        {
            AuditLog.NotRead(logger, record.Action, e);
            return record with { Outcome = AuditOutcome.Done, Status = 200 };
        }
    }

    private static AuditRecord Refused(AuditRecord record, Problem problem) => record with
    {
        Outcome = AuditOutcome.Refused,
        Status = problem.Status,
        Detail = Facts.Short($"{problem.Title}. {ProblemWords.Of(problem)}", 500),
    };
}
