using Entente.Platform.Privacy;

namespace Entente.Portal.Views;

/// <summary>What the portal keeps: lists that people named, layouts that staff wrote.</summary>
internal sealed class PortalPersonalData : IPersonalData
{
    public string Room => "Portal";

    public IReadOnlyList<PersonalTable> Tables { get; } =
    [
        new("experience", "Layouts of the portal")
        {
            Words = "name draft live",
            Shown = "changed_at",
            Subject = "experience",
            Stays = "The layout.",
        },
        new("saved_view", "Saved lists")
        {
            Groups = [new() { Person = "person", Texts = "name query" }],
            Words = "name query",
            Stays = "The list itself, without the person’s name in it.",
            Nothing = [("the name of a list", "list")],
        },
    ];
}
