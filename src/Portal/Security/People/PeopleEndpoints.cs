using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Client.Contracts;
using Portal.Client.People;
using Portal.Client.Security;
using Portal.Http;

namespace Portal.Security.People;

/// <summary>People over REST, for administrators.</summary>
internal static class PeopleEndpoints
{
    public static void MapPeople(this IEndpointRouteBuilder routes)
    {
        var people = routes.MapGroup("/api/people").WithTags("People").RequireAbility(Ability.Administer).ProducesProblem(403);
        people.MapGet("", ListAsync).WithName("ListPeople").WithSummary("Who may sign in, by name.").ProducesProblem(400);
        people.MapGet("{name}", GetAsync).WithName("GetPerson").WithSummary("One person.").ProducesProblem(404);
        people.MapPost("", MakeAsync).WithName("MakePerson").WithSummary("Somebody new who may sign in.").ProducesProblem(400);
        people.MapPut("{name}", PutAsync).WithName("PutPerson").WithSummary("Changes role and whether they may sign in; ends what they have open.")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        people.MapPost("{name}/password", SetPasswordAsync).WithName("SetPersonPassword").WithSummary("Gives them another password; ends what they have open.")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        people.MapPost("{name}/unlock", UnlockAsync).WithName("UnlockPerson").WithSummary("Forgets wrong passwords: they can try again at once.").ProducesProblem(404);
    }

    private static async Task<Results<Ok<Page<PersonView>>, ProblemHttpResult>> ListAsync(
        [AsParameters] PageQuery page, string? text, IPeopleGateway people, CancellationToken cancellationToken)
    {
        if (page.Problem is { } problem)
            return problem.ToResult();
        var outcome = await people.ListAsync(text, page.ToRequest(), cancellationToken);
        return outcome.Succeeded ? TypedResults.Ok(outcome.Value) : outcome.Problem.ToResult();
    }

    private static async Task<Results<Ok<PersonView>, ProblemHttpResult>> GetAsync(string name, IPeopleGateway people, CancellationToken cancellationToken) =>
        ToOk(await people.FindAsync(name, cancellationToken));

    private static async Task<Results<Created<PersonView>, ProblemHttpResult>> MakeAsync(MakePerson person, IPeopleGateway people, CancellationToken cancellationToken)
    {
        var outcome = await people.MakeAsync(person, cancellationToken);
        return outcome.Succeeded
            ? TypedResults.Created("/api/people/" + Uri.EscapeDataString(outcome.Value.Name), outcome.Value)
            : outcome.Problem.ToResult();
    }

    private static async Task<Results<Ok<PersonView>, ProblemHttpResult>> PutAsync(
        string name, PutPerson person, IPeopleGateway people, CancellationToken cancellationToken) =>
        ToOk(await people.PutAsync(name, person, cancellationToken));

    private static async Task<Results<Ok<PersonView>, ProblemHttpResult>> SetPasswordAsync(
        string name, NewPassword request, IPeopleGateway people, CancellationToken cancellationToken) =>
        ToOk(await people.SetPasswordAsync(name, request.Password, cancellationToken));

    private static async Task<Results<Ok<PersonView>, ProblemHttpResult>> UnlockAsync(string name, IPeopleGateway people, CancellationToken cancellationToken) =>
        ToOk(await people.UnlockAsync(name, cancellationToken));

    private static Results<Ok<PersonView>, ProblemHttpResult> ToOk(Outcome<PersonView> outcome) =>
        outcome.Succeeded ? TypedResults.Ok(outcome.Value) : outcome.Problem.ToResult();
}
