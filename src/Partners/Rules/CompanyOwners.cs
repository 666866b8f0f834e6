using Entente.Crm;
using Entente.Platform.Values;

namespace Entente.Partners.Rules;

/// <summary>What the owner of a partner's company in the CRM means for its manager here.</summary>
public enum OwnerVerdict
{
    /// <summary>Nothing new: it stands as it was seen, and what was decided here since stays.</summary>
    Leave,

    /// <summary>Both sides mean the same, or they meet for the first time: kept, so that the next change is seen.</summary>
    Keep,

    /// <summary>The owner becomes the manager.</summary>
    Take,

    /// <summary>A person is asked.</summary>
    Propose,
}

/// <summary>Whether the owner of a partner's company becomes its manager, by who has the last word on the field (D1). Pure.</summary>
public static class CompanyOwners
{
    /// <param name="field">Who has the last word on the owner of a company.</param>
    /// <param name="seen">The CRM's id of the owner when it was last looked at; null: never.</param>
    /// <param name="theirs">The same now.</param>
    /// <param name="person">Who of the staff that is.</param>
    /// <param name="manager">The partner's manager here; null: nobody yet.</param>
    public static OwnerVerdict Of(FieldOwner field, string? seen, string theirs, PersonId person, PersonId? manager)
    {
        if (manager == person)
            return OwnerVerdict.Keep;
        // Also where a person has said since that it is nobody.
        if (seen == theirs)
            return OwnerVerdict.Leave;
        if (manager is null)
            return OwnerVerdict.Take;
        // Who was manager here when the two first met stays, until one of them changes.
        if (seen is null)
            return OwnerVerdict.Keep;
        // When the newest wins, nobody knows here when the manager was named last: a person does.
        return field is FieldOwner.Crm ? OwnerVerdict.Take : OwnerVerdict.Propose;
    }
}
