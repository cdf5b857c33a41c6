using System.Reflection;
using Messaging;
using Messaging.Protobuf;
using Portal.Client.Live;
using Portal.Data;

namespace Unit.Portal.Architecture;

public class Dependencies
{
    private static readonly Assembly _portal = typeof(ServiceDbContext).Assembly;
    private static readonly Assembly _client = typeof(ILiveFeed).Assembly;
    private static readonly Assembly _messaging = typeof(IBroker).Assembly;
    private static readonly Assembly _protobuf = typeof(ProtobufMessageSerializer).Assembly;
    private static readonly string[] _services = ["Sales", "Billing", "Warehouse", "Compute"];

    /// <summary>What every service may use.</summary>
    private static readonly string[] _plumbing = ["Contracts", "Data", "Http", "ThirdParties", "Live"];

    /// <summary>What the overview asks of services: they implement it, and see no more of it.</summary>
    private static readonly string[] _figures = ["Portal.Overview.IOrderFigures", "Portal.Overview.IInstanceFigures"];

    [Fact]
    public void Messaging_knows_no_http_no_database_mapper_and_no_portal() =>
        AssertReferencesNone(_messaging, "Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Portal", "Microsoft.Data.Sqlite", "System.Net.Http");

    [Fact]
    public void Messaging_stands_without_protobuf_and_protobuf_knows_nothing_but_messaging()
    {
        Assert.Contains(_protobuf.GetReferencedAssemblies(), a => a.Name == "Google.Protobuf");
        AssertReferencesNone(_protobuf, "Portal", "Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "SQLitePCLRaw");
        AssertReferencesNone(_messaging, "Google.Protobuf", "Messaging.Protobuf");
        AssertReferencesNone(_portal, "Google.Protobuf", "Messaging.Protobuf");
    }

    [Fact]
    public void The_client_knows_no_database_and_no_broker()
    {
        AssertReferencesNone(_client, "Microsoft.EntityFrameworkCore", "Messaging", "Microsoft.Data.Sqlite", "SQLitePCLRaw");
        Assert.DoesNotContain(_client.GetReferencedAssemblies(), a => a.Name == "Portal");
    }

    [Fact]
    public void The_scan_sees_what_there_is_to_see()
    {
        // Through a method's code, a state machine and a generic argument: without these the test below could not fail.
        var used = UsedBy("Setup");
        Assert.Contains(used, u => Area(u.Used) == "Sales");
        Assert.Contains(UsedBy("Sales"), u => u.Used.FullName == "Portal.Contracts.Billing.OrderBilled");
        Assert.Contains(UsedBy("Sales"), u => u.Used.FullName == "Portal.Http.PageQuery");
        Assert.Contains(UsedBy("Billing"), u => u.Used.FullName == "Portal.Contracts.Billing.RefundOrder" && u.By.Name.Contains('<', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Sales")]
    [InlineData("Billing")]
    [InlineData("Warehouse")]
    [InlineData("Compute")]
    public void A_service_uses_its_own_types_the_contracts_and_the_plumbing(string service)
    {
        var used = UsedBy(service);
        Assert.NotEmpty(used);
        Assert.Empty(used
            .Where(u => Area(u.Used) is var area && area != service && area != "" && !_plumbing.Contains(area) && !_figures.Contains(u.Used.FullName))
            .Select(u => $"{u.By.FullName} uses {u.Used.FullName}").Distinct());
    }

    [Theory]
    [InlineData("Contracts")]
    [InlineData("Data")]
    [InlineData("Http")]
    [InlineData("ThirdParties")]
    [InlineData("Live")]
    [InlineData("Sandbox")]
    public void What_services_share_knows_no_service(string area) => Assert.Empty(UsedBy(area)
        .Where(u => _services.Contains(Area(u.Used)))
        .Select(u => $"{u.By.FullName} uses {u.Used.FullName}").Distinct());

    private static List<(Type By, Type Used)> UsedBy(string area) =>
    [
        .. _portal.GetTypes().Where(t => Area(t) == area)
            .SelectMany(by => References.Of(by).Where(used => used.Assembly == _portal).Select(used => (by, used))),
    ];

    /// <summary>The folder below Portal; empty for what the compiler makes and for other assemblies.</summary>
    private static string Area(Type type) => type.Namespace?.Split('.') is ["Portal", var area, ..] ? area : "";

    private static void AssertReferencesNone(Assembly assembly, params string[] prefixes) => Assert.DoesNotContain(
        assembly.GetReferencedAssemblies().Select(a => a.Name!),
        name => prefixes.Any(p => name == p || name.StartsWith(p + ".", StringComparison.Ordinal)));
}
