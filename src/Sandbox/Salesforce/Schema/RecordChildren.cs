using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Schema;

/// <summary>What hangs below accounts, contacts and opportunities.</summary>
internal static class RecordChildren
{
    public static ChildRelationship[] Of(Kind kind) =>
        kind switch
        {
            Kind.Company =>
            [
                new("Contacts", "Contact", "AccountId", CascadeDelete: true),
                new("Opportunities", "Opportunity", "AccountId", CascadeDelete: true),
                new("Tasks", "Task", "WhatId", CascadeDelete: true),
                new("Events", "Event", "WhatId", CascadeDelete: true),
                new("EmailMessages", "EmailMessage", "RelatedToId", CascadeDelete: true),
                new("Notes", "Note", "ParentId", CascadeDelete: true),
                new("AccountPartnersFrom", "AccountPartner", "AccountFromId", CascadeDelete: true),
                new("AccountPartnersTo", "AccountPartner", "AccountToId", CascadeDelete: true),
                new("ContentDocumentLinks", "ContentDocumentLink", "LinkedEntityId", CascadeDelete: true),
                new("ChildAccounts", "Account", "ParentId", CascadeDelete: false),
            ],
            Kind.Contact =>
            [
                new("OpportunityContactRoles", "OpportunityContactRole", "ContactId", CascadeDelete: true),
                new("Tasks", "Task", "WhoId", CascadeDelete: true),
                new("Events", "Event", "WhoId", CascadeDelete: true),
                new("Notes", "Note", "ParentId", CascadeDelete: true),
            ],
            Kind.Deal =>
            [
                new("OpportunityContactRoles", "OpportunityContactRole", "OpportunityId", CascadeDelete: true),
                new("Tasks", "Task", "WhatId", CascadeDelete: true),
                new("Events", "Event", "WhatId", CascadeDelete: true),
                new("EmailMessages", "EmailMessage", "RelatedToId", CascadeDelete: true),
                new("Notes", "Note", "ParentId", CascadeDelete: true),
                new("OpportunityPartnersFrom", "OpportunityPartner", "OpportunityId", CascadeDelete: true),
                new("ContentDocumentLinks", "ContentDocumentLink", "LinkedEntityId", CascadeDelete: true),
            ],
            _ => [],
        };
}
