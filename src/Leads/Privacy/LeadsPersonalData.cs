using Entente.Platform.Privacy;

namespace Entente.Leads.Privacy;

/// <summary>What leads hold of people: the customer's contact, and words about it.</summary>
internal sealed class LeadsPersonalData : IPersonalData
{
    public string Room => "Leads";

    public IReadOnlyList<PersonalTable> Tables { get; } =
    [
        new("vendor_lead", "Leads")
        {
            Groups =
            [
                new()
                {
                    Address = "contact_email",
                    Name = "contact_name",
                    Details = "contact_role",
                },
            ],
            Words = "company note why",
            Shown = "taken_at",
            Subject = LeadId.Kind,
            Stays = "Which company it was, who had the lead, and how it ended.",
            Nothing =
            [
                ("the company, its market and the deal", "number company_key domain country region motion product currency source"),
                ("where it stands", "state progress end registration submission_id"),
            ],
        },
        new("lead_offer", "Offers of leads")
        {
            Words = "words",
            Shown = "offered_at",
            Subject = "lead_offer",
            Stays = "Which partner was offered what, and what it answered.",
            Nothing =
            [
                ("the market and size of the deal", "number country region motion product band"),
                ("where it stands", "state reason"),
            ],
        },
        new("lead_hop", "Why leads went where they went")
        {
            Words = "json",
            Shown = "at",
            Subject = "lead_hop",
            Stays = "Rules, numbers and partners.",
        },
        new("lead_limit", "What partners take of leads")
        {
            Words = "why",
            Subject = "lead_limit",
            Stays = "How many it takes.",
        },
        new("lead_rules", "Rules for leads")
        {
            Words = "json note",
            Shown = "published_at",
            Subject = "lead_rules",
            Stays = "What was published.",
        },
        new("lead_rules_draft", "Drafts of rules for leads")
        {
            Words = "json",
            Shown = "changed_at",
            Subject = "lead_rules_draft",
            Stays = "What is prepared.",
        },
        PersonalTable.Of("lead_turn", "whose turn it is in a rule", "rule"),
    ];
}
