using Microsoft.AspNetCore.Components;
using Portal.Client.Elements;
using Radzen;

namespace Portal.Client.Instances;

/// <summary>Asks for the name of what is to be terminated; for many, for their number.</summary>
public partial class TerminateDialog
{
    private string? _typed;

    [Parameter]
    [EditorRequired]
    public IReadOnlyList<InstanceView> Instances { get; set; } = [];

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    private string Expected => Instances is [var one] ? one.Name : $"terminate {Figures.Count(Instances.Count)}";

    public static async Task<bool> AskAsync(DialogService dialogs, IReadOnlyList<InstanceView> instances) =>
        await dialogs.OpenAsync<TerminateDialog>(
            instances is [var one] ? $"Terminate {one.Name}?" : $"Terminate {Figures.Count(instances.Count)} instances?",
            new Dictionary<string, object?> { [nameof(Instances)] = instances },
            new DialogOptions { Width = "min(480px, 92vw)" }) is true;

    private void Confirm()
    {
        if (_typed?.Trim() == Expected) Dialogs.Close(true);
    }
}
