using Messaging;
using Microsoft.Extensions.DependencyInjection;
using Portal.Client.Contracts;
using Portal.Client.Instances;
using Portal.Jobs;
using Portal.Jobs.Schedules;
using Quartz;

namespace Unit.Compute.Service;

public class When_an_instance_has_schedules : ComputeTest
{
    private static readonly PutSchedule _evening = new(ScheduledAction.Stop, "0 19 * * 1-5", "Europe/Berlin");

    private ScheduleGateway Gateway => Host.Services.GetRequiredService<ScheduleGateway>();

    [Fact]
    public async Task They_are_kept_over_a_restart_with_their_next_time()
    {
        await RestartAsync();
        var instance = await Host.LaunchAsync();
        var put = (await Gateway.PutAsync(instance.Id, "evening", _evening, "ann", ComputeHost.Token)).Value!;
        Assert.True(put.Created);
        Assert.Equal(("on weekdays at 19:00", "ann", true), (put.Schedule.Words, put.Schedule.By, put.Schedule.Enabled));
        Assert.Equal(19, TimeZoneInfo.ConvertTime(put.Schedule.NextAt!.Value, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")).Hour);

        await RestartAsync();

        var kept = Assert.Single((await Gateway.ListAsync(instance.Id, ComputeHost.Token)).Value!.Items);
        Assert.Equal(put.Schedule, kept);
    }

    [Fact]
    public async Task One_can_be_disabled_replaced_and_deleted()
    {
        await RestartAsync();
        var instance = await Host.LaunchAsync();
        await Gateway.PutAsync(instance.Id, "evening", _evening, "ann", ComputeHost.Token);
        var disabled = (await Gateway.PutAsync(instance.Id, "evening", _evening with { Enabled = false, Cron = "5 4 * * *" }, "bob", ComputeHost.Token)).Value!;
        Assert.Equal((false, "every day at 4:05", null), (disabled.Created, disabled.Schedule.Words, disabled.Schedule.NextAt));
        Assert.False(Assert.Single((await Gateway.ListAsync(instance.Id, ComputeHost.Token)).Value!.Items).Enabled);
        Assert.NotNull((await Gateway.PutAsync(instance.Id, "evening", _evening, "bob", ComputeHost.Token)).Value!.Schedule.NextAt);
        Assert.Empty((await Gateway.DeleteAsync(instance.Id, "evening", ComputeHost.Token)).Value!.Items);
        Assert.Equal(404, (await Gateway.DeleteAsync(instance.Id, "evening", ComputeHost.Token)).Problem?.Status);
    }

    [Fact]
    public async Task When_the_time_comes_the_instance_is_stopped_and_started_and_says_why()
    {
        await RestartAsync();
        var instance = await Host.LaunchAsync();
        await Gateway.PutAsync(instance.Id, "stop", _evening, "ann", ComputeHost.Token);
        await Gateway.PutAsync(instance.Id, "start", _evening with { Action = ScheduledAction.Start }, "ann", ComputeHost.Token);

        await ComesAsync(instance, "stop");
        var stopped = await Host.UntilAsync(instance.Id, InstanceState.Stopped);
        Assert.Equal("Server.ScheduledStop", stopped.Reason?.Code);
        await ComesAsync(instance, "start");
        await Host.UntilAsync(instance.Id, InstanceState.Running);

        var history = (await Host.Gateway.HistoryAsync(instance.Id, new PageRequest(), ComputeHost.Token)).Value!.Items;
        Assert.Equal(["stop", "start"], history.Reverse().Where(h => h.By == "a schedule").Select(h => h.What));
    }

    [Fact]
    public async Task They_go_with_the_instance()
    {
        await RestartAsync();
        var instance = await Host.LaunchAsync();
        await Gateway.PutAsync(instance.Id, "evening", _evening, "ann", ComputeHost.Token);
        await Host.RequestAsync(instance, InstanceAction.Terminate);
        await Host.UntilAsync(instance.Id, InstanceState.Terminated);
        await Eventually.GetAsync(() => Gateway.ListAsync(instance.Id, ComputeHost.Token), list => list.Value!.Items.Count == 0);
        Assert.Equal(409, (await Gateway.PutAsync(instance.Id, "evening", _evening, "ann", ComputeHost.Token)).Problem?.Status);
    }

    [Fact]
    public async Task What_is_wrong_is_said_for_each_field_and_nothing_is_kept()
    {
        await RestartAsync();
        var instance = await Host.LaunchAsync();
        var refused = await Gateway.PutAsync(instance.Id, "no good", new PutSchedule(null, "61 * * * *", "Mars/Olympus"), "ann", ComputeHost.Token);
        Assert.Equal(["action", "cron", "id", "timeZone"], refused.Problem!.Errors!.Keys.Order());
        Assert.Empty((await Gateway.ListAsync(instance.Id, ComputeHost.Token)).Value!.Items);
        Assert.Equal(404, (await Gateway.PutAsync("i-none", "a", _evening, "ann", ComputeHost.Token)).Problem?.Status);
        Assert.Equal(404, (await Gateway.ListAsync("i-none", ComputeHost.Token)).Problem?.Status);
        Assert.Equal(5, Gateway.Preview("* * * * *", null).Value!.Next.Count);
    }

    private Task RestartAsync() => RestartAsync(services =>
    {
        services.AddJobs(DataDirectory);
        services.AddSchedules();
        services.AddScoped<RemoveSchedules>(); // the queue comes after AddMessaging, which registers handlers
        services.Select(s => s.ImplementationInstance).OfType<MessagingBuilder>().Single().AddSchedules();
    });

    private async Task ComesAsync(InstanceView instance, string schedule)
    {
        var scheduler = await Host.Services.GetRequiredService<ISchedulerFactory>().GetScheduler(ComputeHost.Token);
        await scheduler.TriggerJob(new JobKey(schedule, "instance " + instance.Id), cancellationToken: ComputeHost.Token);
    }
}
