using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MsoNetwork.Accounts;

internal sealed class PersonConfiguration : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("persons");
        builder.HasIndex(person => person.NormalizedEmail).IsUnique().HasDatabaseName("EmailIndex");
        builder.Property(person => person.DisplayName).HasMaxLength(Person.LongestName);
        builder.Property(person => person.Language).HasMaxLength(3);
    }
}

/// <summary>What ASP.NET Core Identity keeps beside a person, under names like those of our tables.</summary>
internal static class IdentityTables
{
    public static void Name(ModelBuilder model)
    {
        model.Entity<IdentityUserClaim<Guid>>().ToTable("person_claims");
        model.Entity<IdentityUserLogin<Guid>>().ToTable("person_logins");
        model.Entity<IdentityUserToken<Guid>>().ToTable("person_tokens");
        model.Entity<IdentityUserPasskey<Guid>>(passkey =>
        {
            passkey.ToTable("person_passkeys");
            passkey.HasKey(one => one.CredentialId);
            passkey.Property(one => one.CredentialId).HasMaxLength(1024); // bytes: https://www.w3.org/TR/webauthn-3/#credential-id
            passkey.OwnsOne(one => one.Data).ToJson("data");
            passkey.HasOne<Person>().WithMany().HasForeignKey(one => one.UserId).IsRequired();
        });
    }
}
