using System.Reflection;
using Portal.Client.Instances;
using Portal.Client.Live;
using Portal.Client.Orders;
using Portal.Client.Queues;
using Portal.Client.Security;
using Portal.Security.Abilities;
using Portal.Security.Audit.Recording;

namespace Unit.Portal.Audit;

public class What_each_action_is_called
{
    [Fact]
    public void Each_method_that_changes_something_has_a_name_of_its_own_in_its_gateway()
    {
        var methods = typeof(ILiveFeed).Assembly.GetTypes().Where(GatewayGuard.IsGuarded)
            .SelectMany(gateway => gateway.GetMethods()).Where(method => method.IsDefined(typeof(NeedsAttribute))).ToList();

        Assert.NotEmpty(methods);
        Assert.All(methods, method => Assert.Matches("^[a-z-]+\\.[a-z-]+$", ActionDescription.Of(method).Name(new object?[method.GetParameters().Length])));
    }

    [Theory]
    [InlineData(typeof(IQueueGateway), nameof(IQueueGateway.PurgeAsync), "queue.purge", "sales")]
    [InlineData(typeof(IOrderGateway), nameof(IOrderGateway.CancelAsync), "order.cancel", "sales")]
    [InlineData(typeof(IQueueMessageGateway), nameof(IQueueMessageGateway.SendAsync), "queue.send", "sales")]
    public void As_its_gateway_and_itself(Type gateway, string method, string action, string target)
    {
        var (description, arguments) = Of(gateway, method);

        Assert.Equal(action, description.Name(arguments));
        Assert.Equal(target, description.Target(arguments));
    }

    [Fact]
    public void As_what_is_asked_of_an_instance()
    {
        var (description, arguments) = Of(typeof(IInstanceGateway), nameof(IInstanceGateway.RequestAsync));
        arguments[1] = InstanceAction.Stop;
        arguments[3] = "anna";

        Assert.Equal("instance.stop", description.Name(arguments));
        Assert.DoesNotContain("by", description.Arguments(arguments).Keys);
    }

    private static (ActionDescription Description, object?[] Arguments) Of(Type gateway, string name)
    {
        var method = gateway.GetMethods().First(m => m.Name == name && m.IsDefined(typeof(NeedsAttribute)));
        return (ActionDescription.Of(method), [.. method.GetParameters().Select(p => p.ParameterType == typeof(string) ? "sales" : p.ParameterType.IsValueType ? Activator.CreateInstance(p.ParameterType) : null)]);
    }
}
