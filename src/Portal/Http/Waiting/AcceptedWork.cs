using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Client.Contracts;
using Portal.Client.Live;
using Portal.Http.Conditional;

namespace Portal.Http.Waiting;

/// <summary>
/// Asynchronous request-reply as HTTP has it: 202 with where to look and after how long, or, where the caller prefers to wait and it is
/// settled by then, 200 with what came of it.
/// </summary>
internal static class AcceptedWork
{
    /// <param name="settling">Waits.</param>
    /// <param name="http">The request.</param>
    /// <param name="outcome">What was accepted, or why not.</param>
    /// <param name="location">Where it is to be looked at.</param>
    /// <param name="isSettled">Whether nothing more is to be expected of it.</param>
    /// <param name="read">Reads it anew.</param>
    public static async Task<Results<Ok<T>, Accepted<T>, ProblemHttpResult>> AnswerAsync<T>(
        this Settling settling,
        HttpContext http,
        Outcome<T> outcome,
        Func<T, string> location,
        Func<T, bool> isSettled,
        Func<string, CancellationToken, Task<T?>> read)
        where T : class, ILiveEntity
    {
        if (!outcome.Succeeded)
            return outcome.Problem.ToResult();
        var accepted = outcome.Value;
        var now = await settling.UntilAsync(http, accepted, isSettled, token => read(accepted.Id, token));
        var response = http.Response;
        response.Headers.ETag = EntityTag.Of(now);
        if (isSettled(now) && Preference.WaitOf(http.Request) is not null)
        {
            response.Headers.Location = location(now);
            return TypedResults.Ok(now);
        }

        response.Headers.RetryAfter = "1";
        return TypedResults.Accepted(location(now), now);
    }
}
