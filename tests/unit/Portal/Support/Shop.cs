using System.Text;
using Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.Billing;
using Portal.Client.Catalogue;
using Portal.Client.Orders;
using Portal.Data;
using Portal.Journeys;
using Portal.Live;
using Portal.Sales;
using Portal.ThirdParties;
using Portal.Client.Stock;
using Portal.Warehouse;
using Portal.Warehouse.Data;
using SqliteConnection = Microsoft.Data.Sqlite.SqliteConnection;

namespace Unit.Portal.Support;

/// <summary>
/// Sales, Billing and Warehouse with their real databases and the real broker, wired as the portal wires them; only the
/// connections to the third parties are fakes, and the clock runs faster.
/// </summary>
internal sealed class Shop : IAsyncDisposable
{
    private static readonly string[] _queues = ["sales", "billing", "warehouse"];
    private readonly TemporaryDirectory _directory = new();
    private readonly IHost _host;

    private Shop()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        var services = builder.Services;
        services.AddLogging();
        foreach (var party in new[] { "Payments", "Carriers" })
            builder.Configuration[party + ":TimeoutSeconds"] = "300"; // on the faster clock
        services.AddSingleton<TimeProvider>(new AcceleratedTime(20));
        services.AddSales(_directory.Path);
        services.AddBilling(_directory.Path);
        services.AddJourneys(_directory.Path);
        services.AddWarehouse(new ConfigurationBuilder().Build(), _directory.Path);
        services.AddMessaging(messaging =>
        {
            messaging.Directory = _directory.Path;
            messaging.Journal = true;
            messaging.AddSales();
            messaging.AddBilling();
            messaging.AddWarehouse();
        });
        services.AddSingleton<ThirdPartyHealth>();
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<ISandboxAddress, Addresses>();
        services.AddHttpClient(nameof(PaymentGatewayClient)).ConfigurePrimaryHttpMessageHandler(() => Payments);
        services.AddHttpClient(nameof(CarrierClient)).ConfigurePrimaryHttpMessageHandler(() => Carriers);
        _host = builder.Build();
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public FakePayments Payments { get; } = new();

    public FakeCarriers Carriers { get; } = new();

    public IOrderGateway Orders => Get<IOrderGateway>();

    public ICatalogueGateway Catalogue => Get<ICatalogueGateway>();

    public StockDesk Stock => Get<StockDesk>();

    public IBroker Broker => Get<IBroker>();

    public static async Task<Shop> OpenAsync()
    {
        var shop = new Shop();
        foreach (var migration in shop._host.Services.GetServices<IDatabaseMigration>())
            await migration.RunAsync(Token);
        await shop._host.StartAsync(Token);
        await shop.StockAsync("KB-100", 1000);
        await shop.StockAsync("MS-200", 1000);
        return shop;
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public Task<T> ReadAsync<TContext, T>(Func<TContext, Task<T>> read)
        where TContext : ServiceDbContext => Get<ServiceStore<TContext>>().ReadAsync(read, Token);

    public async Task StockAsync(string sku, int quantity)
    {
        var put = await Catalogue.PutAsync(sku, new PutProduct("Product " + sku, 10m, "EUR"), Token);
        Assert.True(put.Succeeded);
        await Until.IsAsync(() => ReadAsync((WarehouseDbContext db) => db.Products.AnyAsync(p => p.Sku == sku)), known => known);
        if (quantity > 0)
            Assert.True((await Stock.ReceiveAsync(sku, new StockReceipt(quantity), Token)).Succeeded);
    }

    public async Task<OrderView> PlaceAsync(string? card = null, params (string Sku, int Quantity)[] lines)
    {
        if (lines.Length == 0)
            lines = [("KB-100", 2), ("MS-200", 1)];
        var placed = await Orders.PlaceAsync(
            new PlaceOrder("Ada", [.. lines.Select(l => new PlaceOrderLine(l.Sku, l.Quantity))], card), Token);
        Assert.Null(placed.Problem);
        return placed.Value!;
    }

    public async Task<OrderView> CancelAsync(string id)
    {
        var cancelled = await Orders.CancelAsync(id, Token);
        Assert.Null(cancelled.Problem);
        return cancelled.Value!;
    }

    public async Task<OrderView> OrderAsync(string id) => (await Orders.FindAsync(id, Token))!;

    public Task<OrderView> UntilAsync(string id, OrderStatus status) => Until.IsAsync(() => OrderAsync(id), o => o.Status == status);

    public Task<StockView> StockOfAsync(string sku) => Stock.FindAsync(sku, null, Token)!;

    /// <summary>
    /// Waits until there is nothing to do. Between two looks at empty queues in which nothing was published the outboxes are
    /// empty too: then nothing is on its way anywhere.
    /// </summary>
    public Task IdleAsync() => Until.IsAsync(
        async () =>
        {
            var before = Queues();
            if (before.Waiting > 0 || await WaitingInOutboxesAsync() > 0)
                return false;
            return Queues() == before;
        },
        idle => idle,
        _ => string.Join("; ", _queues.Select(q => Broker.Statistics(q)?.ToString())));

    public async Task NoDeadLettersAsync() => Assert.Empty(await Broker.ListDeadLettersAsync(new DeadLetterQuery(), Token));

    /// <summary>Everything the three databases hold, for comparing before with after; the outboxes are left out.</summary>
    public async Task<string> DumpAsync()
    {
        var dump = new StringBuilder();
        foreach (var name in _queues)
        {
            await using var connection = await ConnectAsync(name);
            foreach (var table in await ColumnAsync(connection, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"))
            {
                if (table is "outbox" or "sqlite_sequence" || table.StartsWith("__EF", StringComparison.Ordinal))
                    continue;
                dump.AppendLine($"== {name}.{table}");
                await using var command = connection.CreateCommand();
                command.CommandText = $"SELECT * FROM \"{table}\" ORDER BY 1, 2";
                await using var rows = await command.ExecuteReaderAsync(Token);
                while (await rows.ReadAsync(Token))
                    dump.AppendLine(string.Join(" | ", Enumerable.Range(0, rows.FieldCount).Select(i => rows[i])));
            }
        }

        return dump.ToString();
    }

    /// <summary>The ids of the messages that a handler has handled, from the service's inbox.</summary>
    public async Task<IReadOnlyList<string>> HandledAsync(string service, string handler)
    {
        await using var connection = await ConnectAsync(service);
        return await ColumnAsync(connection, $"SELECT message_id FROM inbox WHERE handler = '{handler}' ORDER BY message_id");
    }

    /// <summary>Sends as the service would, without its outbox.</summary>
    public Task SendAsync<T>(T message, string? id = null)
    {
        var contract = MessageContract.Of<T>();
        var serializer = Get<IMessageSerializer>();
        return Broker.PublishAsync(
            [new OutgoingMessage(contract.Destination!.Value, new Message(contract.Name, serializer.Serialize(message), serializer.ContentType, id))],
            cancellationToken: Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)_host).DisposeAsync();
        _directory.Dispose();
    }

    private (long Waiting, long Published) Queues()
    {
        var all = _queues.Select(q => Broker.Statistics(q)!).ToList();
        return (all.Sum(q => q.Ready + q.Leased + q.Scheduled), all.Sum(q => q.Published));
    }

    private async Task<long> WaitingInOutboxesAsync()
    {
        long waiting = 0;
        foreach (var name in _queues)
        {
            await using var connection = await ConnectAsync(name);
            waiting += (await ColumnAsync(connection, "SELECT seq FROM outbox")).Count;
        }

        return waiting;
    }

    private async Task<SqliteConnection> ConnectAsync(string name)
    {
        var connection = new SqliteConnection(SqliteFile.ConnectionString(_directory.Path, name));
        await connection.OpenAsync(Token);
        SqlitePragmas.Apply(connection);
        return connection;
    }

    private static async Task<List<string>> ColumnAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var rows = await command.ExecuteReaderAsync(Token);
        var values = new List<string>();
        while (await rows.ReadAsync(Token))
            values.Add(rows.GetString(0));
        return values;
    }

    private sealed class Addresses : ISandboxAddress
    {
        public string Key => "key";

        public string? Of(string party) => $"http://{party}.test";
    }
}
