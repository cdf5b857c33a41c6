using Microsoft.AspNetCore.Components;
using Radzen;

namespace Portal.Client.Elements;

public static class ConfirmExtensions
{
    /// <summary>Asks before what cannot be undone. True only when the person said so; Esc and the cross mean no.</summary>
    /// <param name="dialogs">The circuit's dialogs.</param>
    /// <param name="title">A question: <c>Purge billing?</c></param>
    /// <param name="text">What will be, and that it cannot be undone.</param>
    /// <param name="action">The words on the button that does it, the same verb as in the title.</param>
    /// <param name="danger">Whether that button is red.</param>
    /// <param name="typeName">A name that must be typed first; null for none.</param>
    /// <param name="details">More than text, between the text and the buttons.</param>
    public static async Task<bool> AreYouSureAsync(
        this DialogService dialogs, string title, string text, string action, bool danger = true, string? typeName = null, RenderFragment? details = null) =>
        await dialogs.OpenAsync<ConfirmDialog>(
            title,
            new Dictionary<string, object?>
            {
                [nameof(ConfirmDialog.Text)] = text,
                [nameof(ConfirmDialog.Do)] = action,
                [nameof(ConfirmDialog.Danger)] = danger,
                [nameof(ConfirmDialog.TypeName)] = typeName,
                [nameof(ConfirmDialog.ChildContent)] = details,
            },
            new DialogOptions { Width = "min(480px, 92vw)" }) is true;
}
