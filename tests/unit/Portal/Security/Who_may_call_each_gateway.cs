using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Portal.Client.Contracts;
using Portal.Client.Live;
using Portal.Client.Sandbox;
using Portal.Client.Security;
using Portal.Security.Abilities;
using Unit.Portal.Support;

namespace Unit.Portal.Security;

/// <summary>With the portal's whole wiring: what a circuit gets when it asks for a gateway, whatever its page shows.</summary>
public class Who_may_call_each_gateway
{
    public static TheoryData<string, string> Actions() => [.. Members().Where(m => NeedsMoreThanLooking(m.Method)).Select(m => (m.Gateway.Name, m.Method.Name))];

    [Fact]
    public void Each_member_says_it() =>
        Assert.Empty(Members().Where(m => !GatewayRule.IsSaid(m.Method)).Select(m => $"{m.Gateway.Name}.{m.Method.Name} is neither [Reads] nor [Needs(…)]"));

    [Fact]
    public void What_needs_something_can_be_refused_in_words() => Assert.Empty(
        Members().Where(m => m.Method.IsDefined(typeof(NeedsAttribute)) && GatewayRule.Of(m.Method).Guard is null).Select(m => $"{m.Gateway.Name}.{m.Method.Name} answers with no Outcome"));

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task Whoever_lacks_it_is_refused_before_anything_happens(string gateway, string method)
    {
        await using var portal = WholePortal.Build();
        var (contract, action) = Members().First(m => m.Gateway.Name == gateway && m.Method.Name == method);
        var ability = action.GetCustomAttribute<NeedsAttribute>()!.Ability;
        await using var circuit = portal.CircuitOf(Access.RoleFor(ability) == Access.Administrator ? Access.Operator : Access.Viewer);
        var guarded = circuit.ServiceProvider.GetRequiredService(contract);

        // Without arguments: what is not refused before it looks at them fails.
        var answer = action.Invoke(guarded, BindingFlags.DoNotWrapExceptions, null, [.. action.GetParameters().Select(Nothing)], null)!;

        var problem = await ProblemOf(answer);
        Assert.Equal(403, problem?.Status);
        Assert.Contains(Access.RoleFor(ability), problem!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_only_reads_is_open_to_a_viewer_and_the_portal_itself_may_everything()
    {
        await using var portal = WholePortal.Build();
        await using var circuit = portal.CircuitOf(Access.Viewer);
        await using var own = portal.Services.CreateAsyncScope();

        Assert.NotEmpty(circuit.ServiceProvider.GetRequiredService<ISandboxGateway>().Parties);
        Assert.True(own.ServiceProvider.GetRequiredService<ISandboxGateway>().Set("payments", new()).Succeeded);
    }

    [Fact]
    public async Task Whoever_has_it_is_let_through()
    {
        await using var portal = WholePortal.Build();
        await using var circuit = portal.CircuitOf(Access.Operator);

        Assert.True(circuit.ServiceProvider.GetRequiredService<ISandboxGateway>().Set("payments", new(LatencyMs: 1)).Succeeded);
    }

    private static IEnumerable<(Type Gateway, MethodInfo Method)> Members() =>
        typeof(ILiveFeed).Assembly.GetTypes().Where(GatewayGuard.IsGuarded).SelectMany(gateway => gateway.GetMethods().Select(method => (gateway, method)));

    /// <summary>What is everybody's own is refused to keys alone, which have none.</summary>
    private static bool NeedsMoreThanLooking(MethodInfo method) =>
        method.GetCustomAttribute<NeedsAttribute>() is { } needs && Access.RoleFor(needs.Ability) != Access.Viewer;

    private static object? Nothing(ParameterInfo parameter) =>
        parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null;

    private static async Task<Problem?> ProblemOf(object answer)
    {
        if (answer is Task task)
        {
            await task;
            answer = task.GetType().GetProperty("Result")!.GetValue(task)!;
        }

        return (Problem?)answer.GetType().GetProperty(nameof(Outcome<string>.Problem))!.GetValue(answer);
    }
}
