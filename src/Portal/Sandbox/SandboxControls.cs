using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Client.Sandbox;
using Portal.Client.Security;
using Portal.Http;
using Portal.Sandbox.Carriers;
using Portal.Sandbox.Payments;

namespace Portal.Sandbox;

/// <summary>How the third parties behave, and what their books say, for people and tests.</summary>
internal static class SandboxControls
{
    public static void MapControls(this IEndpointRouteBuilder group)
    {
        foreach (var party in SandboxParties.All)
        {
            group.MapGet(party, Ok<SandboxBehaviour> (ISandboxGateway gateway) => TypedResults.Ok(gateway.Get(party)))
                .WithName("GetSandbox" + NameOf(party)).WithSummary($"How the stand-in {party} behave");
            group.MapPut(party, (SandboxBehaviour behaviour, ISandboxGateway gateway) => Set(party, behaviour, gateway))
                .WithName("SetSandbox" + NameOf(party)).WithSummary($"Says how the stand-in {party} are to behave").RequireAbility(Ability.RunJobs).ProducesProblem(400);
        }

        group.MapGet("payments/charges", Ok<SandboxList<Charge>> (string? reference, PaymentGateway payments) =>
                TypedResults.Ok(new SandboxList<Charge>(payments.Charges(reference))))
            .WithName("ListSandboxCharges").WithSummary("The charges in the payment gateway's own books, declined ones included");
        group.MapGet("payments/refunds", Ok<SandboxList<Refund>> (string? reference, PaymentGateway payments) =>
                TypedResults.Ok(new SandboxList<Refund>(payments.Refunds(reference))))
            .WithName("ListSandboxRefunds").WithSummary("The refunds in the payment gateway's own books");
        group.MapGet("carriers/labels", Ok<SandboxList<Label>> (string? reference, CarrierDesk carriers) =>
                TypedResults.Ok(new SandboxList<Label>(carriers.Labels(reference))))
            .WithName("ListSandboxLabels").WithSummary("The labels in the carriers' own books");
    }

    private static string NameOf(string party) => char.ToUpperInvariant(party[0]) + party[1..];

    private static Results<Ok<SandboxBehaviour>, ProblemHttpResult> Set(string party, SandboxBehaviour behaviour, ISandboxGateway gateway)
    {
        var outcome = gateway.Set(party, behaviour);
        return outcome.Succeeded ? TypedResults.Ok(outcome.Value) : outcome.Problem.ToResult();
    }
}
