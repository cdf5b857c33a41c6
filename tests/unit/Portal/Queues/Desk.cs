using Messaging;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Portal.Client.Queues;
using Portal.Client.Topics;
using Portal.Live;
using Portal.Operations.Queues;
using Portal.Operations.Topics.Webhooks;
using Unit.Messaging;
using Unit.Support;

namespace Unit.Portal.Queues;

/// <summary>The gateways of queues and topics over a real broker, with one queue that a service consumes.</summary>
internal sealed class Desk : IAsyncDisposable
{
    public const string Owned = "greetings";

    private readonly TestHost _host;

    private Desk(TestHost host) => _host = host;

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public IQueueGateway Queues => _host.Get<IQueueGateway>();

    public IQueueMessageGateway Messages => _host.Get<IQueueMessageGateway>();

    public ITopicGateway Topics => _host.Get<ITopicGateway>();

    public IBroker Broker => _host.Broker;

    public FakeTime Time => _host.Time;

    public LiveFeed Feed => _host.Get<LiveFeed>();

    public static async Task<Desk> OpenAsync(Func<Greet, MessageContext, CancellationToken, Task>? work = null) => new(await TestHost.StartAsync(
        messaging => messaging.Queue(Owned, queue =>
        {
            queue.Options = new QueueOptions { MinConsumers = 2, MaxConsumers = 4 };
            queue.Handle<Greet, GreetHandler>();
            queue.Handle<Greeted, GreetedHandler>();
        }),
        services =>
        {
            services.AddSingleton(new GreetDesk { Work = work ?? ((_, _, _) => Task.CompletedTask) });
            services.AddSingleton<LiveFeed>();
            services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
            services.AddSingleton(new WebhookFile("nowhere")); // there is no webhook here
            services.AddSingleton<WebhookBook>();
            services.AddSingleton<WebhookViews>();
            services.AddQueues();
        }));

    public async Task<QueueView> PutAsync(string queue, PutQueue request)
    {
        var outcome = await Queues.PutAsync(queue, request, Token);
        Assert.Null(outcome.Problem);
        return outcome.Value!.Queue;
    }

    public async Task SendAsync(string queue, string type, string body = "{}", double? delay = null) =>
        Assert.Null((await Messages.SendAsync(queue, new SendMessage(type, body) { DelaySeconds = delay }, Token)).Problem);

    /// <summary>Lets a second go by, and waits until the sampler has done its part of it.</summary>
    public async Task SecondAsync(Func<bool> done)
    {
        Time.Advance(TimeSpan.FromSeconds(1));
        await Deadline.Until(done);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
