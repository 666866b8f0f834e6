using Entente.Crm.Mapping;
using Entente.Crm.Port;

namespace Entente.Crm.Settings;

/// <summary>How a mapping is said.</summary>
internal static class MappingWords
{
    public static string Type(CrmFieldType type) =>
        type switch
        {
            CrmFieldType.Text => "text",
            CrmFieldType.LongText => "long text",
            CrmFieldType.Number => "number",
            CrmFieldType.Boolean => "yes or no",
            CrmFieldType.Date => "date",
            CrmFieldType.Instant => "date and time",
            CrmFieldType.Choice => "choice",
            CrmFieldType.MultiChoice => "choices",
            CrmFieldType.Reference => "record",
            _ => "other",
        };

    public static string Direction(FieldDirection direction) =>
        direction switch
        {
            FieldDirection.Both => "Both ways",
            FieldDirection.FromCrm => "From the CRM",
            FieldDirection.ToCrm => "To the CRM",
            _ => "Not at all",
        };

    public static string Owner(FieldOwner owner) =>
        owner switch
        {
            FieldOwner.Crm => "CRM wins",
            FieldOwner.Entente => "Entente wins",
            FieldOwner.Newest => "Newest wins",
            _ => "Only if empty",
        };
}
