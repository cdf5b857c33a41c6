using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;

namespace Portal.Client.Queues;

/// <summary>
/// All settings of a queue. What is not touched is not sent: two people who change different settings do not undo each
/// other's, and a field that nobody has touched shows what the other one has set.
/// </summary>
public partial class QueueSettingsForm
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private readonly Dictionary<string, string> _entered = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, string[]> _errors = new Dictionary<string, string[]>();
    private QueueSettings? _rendered;
    private bool _touched;
    private bool _busy;

    [Parameter]
    [EditorRequired]
    public QueueView Queue { get; set; } = null!;

    [Parameter]
    public EventCallback<QueueView> OnSaved { get; set; }

    [Inject]
    private IQueueGateway Gateway { get; set; } = null!;

    // The queue's figures change every second, its settings hardly ever; and nothing may come between a person and her typing.
    protected override bool ShouldRender() => _touched || _rendered is null || Setting.All.Any(setting => setting.Read(_rendered) != setting.Read(Queue));

    protected override void OnAfterRender(bool firstRender) => (_rendered, _touched) = (Queue, false);

    private string Entered(Setting setting) => _entered.GetValueOrDefault(setting.Name) ?? setting.Read(Queue);

    private void Enter(Setting setting, string? entered)
    {
        _touched = true;
        var text = entered ?? "";
        if (text.Trim() == setting.Read(Queue)) _entered.Remove(setting.Name);
        else _entered[setting.Name] = text;
    }

    private void Reset()
    {
        _touched = true;
        _entered.Clear();
        _errors = new Dictionary<string, string[]>();
    }

    private async Task SaveAsync()
    {
        if (_busy || _entered.Count == 0) return;

        _touched = true;
        if (Read() is not { } request) return;

        _busy = true;
        var saved = await AskAsync(
            $"change {Queue.Name}",
            token => Gateway.PutAsync(Queue.Name, request, token),
            _ => _entered.Count == 1 ? $"1 setting of {Queue.Name} is changed" : $"{_entered.Count} settings of {Queue.Name} are changed",
            errors => _errors = errors);
        (_busy, _touched) = (false, true);
        if (saved is null || IsGone) return;

        Reset();
        await OnSaved.InvokeAsync(saved.Queue);
    }

    private PutQueue? Read()
    {
        var json = new JsonObject();
        var errors = new Dictionary<string, string[]>();
        foreach (var setting in Setting.All.Where(setting => _entered.ContainsKey(setting.Name)))
        {
            var (value, error) = setting.Parse(_entered[setting.Name]);
            if (error is null) json[setting.Name] = value;
            else errors[setting.Name] = [error];
        }

        _errors = errors;
        return errors.Count == 0 ? json.Deserialize<PutQueue>(Web) : null;
    }
}
