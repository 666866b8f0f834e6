using Entente.Crm.Port;
using Entente.Registrations.Model;
using Entente.Registrations.Rules.Forms;

namespace Entente.Registrations.Crm;

/// <summary>What a form asked for beyond the claim's own fields, under the keys by which the CRM's own fields travel.</summary>
internal static class CustomFields
{
    /// <summary>Those that are bound to this object, and that the CRM still has.</summary>
    public static IEnumerable<(string Key, string? Value)> Of(Registration r, CrmObject on, WriteInto into) =>
        r
            .Custom.Where(v => into.Takes.Contains(v.Key))
            .Select(v => (Bound: FormFields.Crm(v.Key), v.Value))
            .Where(v => v.Bound?.On == on)
            .Select(v => (CrmFields.Raw(v.Bound!.Value.Name), (string?)v.Value));
}
