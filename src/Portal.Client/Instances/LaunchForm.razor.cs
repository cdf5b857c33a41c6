using Microsoft.AspNetCore.Components;

namespace Portal.Client.Instances;

public partial class LaunchForm
{
    private IReadOnlyDictionary<string, string[]> _errors = new Dictionary<string, string[]>();
    private string? _name;
    private string? _workload;
    private bool _sending;

    [Parameter]
    public EventCallback<InstanceView> OnLaunched { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _workload = Gateway.Workloads.Count > 0 ? Gateway.Workloads[0] : null;
        await base.OnInitializedAsync();
    }

    private async Task SubmitAsync()
    {
        if (_sending) return;

        _sending = true;
        _errors = new Dictionary<string, string[]>();
        var request = new LaunchInstance(string.IsNullOrWhiteSpace(_name) ? null : _name.Trim(), _workload);
        var instance = await AskAsync(
            "launch the instance",
            token => Gateway.LaunchAsync(request, Who, token),
            launched => $"{launched.Name} is being launched",
            errors => _errors = errors);
        _sending = false;
        if (instance is null || IsGone) return;

        _name = null;
        await OnLaunched.InvokeAsync(instance);
    }

    private string[]? ErrorsOf(string field) => _errors.GetValueOrDefault(field);
}
