using System.Globalization;
using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Portal.Appearance;

/// <summary>The form, as the browser sends it.</summary>
public sealed class AppearanceForm
{
    public string? Name { get; set; }

    /// <summary>One of those on the page, or <see cref="Other"/>.</summary>
    public string? Hue { get; set; }

    /// <summary>Another one, 0 to 360.</summary>
    public string? Exact { get; set; }

    public const string Other = "other";
}

/// <summary>Sets what partners see of the vendor on every page, form and mail: its name and its hue (white label).</summary>
public sealed class SetAppearance(EntenteDb db, Actor actor, Workspaces workspaces)
{
    public async Task<Result> Run(AppearanceForm form, CancellationToken ct)
    {
        if (!actor.May(Permissions.ManageLook))
            return Problem.Forbidden("workspace.may_not", "Your role does not include name and colour.");
        var typed = form.Hue == AppearanceForm.Other ? form.Exact : form.Hue;
        if (!int.TryParse(typed?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var hue) || hue > 360)
            return Problem.Invalid("workspace.hue", "exact", "Choose one of the colours, or a whole number from 0 to 360.");
        return await workspaces.Look(db, form.Name ?? "", hue, ct);
    }
}
