using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Client.Contracts;
using Portal.Client.Keys;
using Portal.Client.Security;
using Portal.Http;

namespace Portal.Security.Keys;

/// <summary>API keys over REST.</summary>
internal static class KeyEndpoints
{
    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/api/keys").WithTags("Keys");
        keys.MapGet("", ListAsync).WithName("ListKeys").WithSummary("One's own API keys; all of them for administrators. Newest first.").ProducesProblem(400);
        keys.MapGet("{id}", GetAsync).WithName("GetKey").WithSummary("One API key, without its text.").ProducesProblem(404);
        keys.MapPost("", MakeAsync).WithName("MakeKey").WithSummary("Makes an API key. Its text is in this answer and never again.")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(409).RequireAbility(Ability.MakeKeys);
        keys.MapPost("{id}/revoke", RevokeAsync).WithName("RevokeKey").WithSummary("From now on it opens nothing, and what was begun with it ends.")
            .WithDescription("Keys that were made with it go on, unless 'descendants' is true: then they end in the same moment, and those made with them.")
            .ProducesProblem(403).ProducesProblem(404).RequireAbility(Ability.MakeKeys);
    }

    private static async Task<Results<Ok<Page<KeyView>>, ProblemHttpResult>> ListAsync(
        [AsParameters] PageQuery page, string? text, string? state, IKeyGateway keys, CancellationToken cancellationToken)
    {
        if (page.Problem is { } problem)
            return problem.ToResult();
        if (!QueryEnum.TryParse<KeyState>(state, "state", out var only, out var unknown))
            return unknown.ToResult();
        var outcome = await keys.ListAsync(new KeyFilter(text, only), page.ToRequest(), cancellationToken);
        return outcome.Succeeded ? TypedResults.Ok(outcome.Value) : outcome.Problem.ToResult();
    }

    private static async Task<Results<Ok<KeyView>, ProblemHttpResult>> GetAsync(string id, IKeyGateway keys, CancellationToken cancellationToken) =>
        ToOk(await keys.FindAsync(id, cancellationToken));

    private static async Task<Results<Created<MadeKey>, ProblemHttpResult>> MakeAsync(
        MakeKey request, IKeyGateway keys, HttpResponse response, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        var outcome = await keys.MakeAsync(request, cancellationToken);
        return outcome.Succeeded
            ? TypedResults.Created("/api/keys/" + outcome.Value.Details.Id, outcome.Value)
            : outcome.Problem.ToResult();
    }

    private static async Task<Results<Ok<KeyView>, ProblemHttpResult>> RevokeAsync(string id, bool? descendants, IKeyGateway keys, CancellationToken cancellationToken) =>
        ToOk(await keys.RevokeAsync(id, descendants ?? false, cancellationToken));

    private static Results<Ok<KeyView>, ProblemHttpResult> ToOk(Outcome<KeyView> outcome) =>
        outcome.Succeeded ? TypedResults.Ok(outcome.Value) : outcome.Problem.ToResult();
}
