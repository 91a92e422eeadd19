"""Names as they are given in Morocco, in Arabic and in French. No persons."""

from typing import NamedTuple


class Name(NamedTuple):
    """One name in both scripts."""

    ar: str
    fr: str

    @property
    def text(self) -> dict[str, object]:
        """The name as the journal writes a text."""
        return {"ar": self.ar, "fr": self.fr}


def _names(listed: str) -> tuple[Name, ...]:
    pairs = (line.split("/") for line in listed.strip().splitlines())
    return tuple(Name(ar.strip(), fr.strip()) for ar, fr in pairs)


GIRLS = _names("""
سلمى / Salma
مريم / Meryem
إيمان / Imane
هاجر / Hajar
ياسمين / Yasmine
خديجة / Khadija
فاطمة الزهراء / Fatima Zahra
زينب / Zineb
أسماء / Asmae
نور / Nour
شيماء / Chaimae
دعاء / Douae
سناء / Sanae
حنان / Hanane
ملاك / Malak
آية / Aya
غيثة / Ghita
رانيا / Rania
نهيلة / Nouhaila
إكرام / Ikram
وصال / Wissal
هبة / Hiba
سارة / Sara
لبنى / Loubna
كوثر / Kaoutar
أميمة / Oumaima
رجاء / Rajae
نسرين / Nisrine
بشرى / Bouchra
سكينة / Soukaina
""")

BOYS = _names("""
أنس / Anas
ياسين / Yassine
محمد / Mohamed
أيوب / Ayoub
حمزة / Hamza
عمر / Omar
زكرياء / Zakaria
إلياس / Ilyas
سعد / Saad
مهدي / Mehdi
رضا / Reda
بلال / Bilal
عثمان / Othmane
يوسف / Youssef
أمين / Amine
آدم / Adam
كريم / Karim
سفيان / Soufiane
وليد / Walid
إسماعيل / Ismail
عبد الله / Abdellah
طه / Taha
مروان / Marouane
نبيل / Nabil
هشام / Hicham
أسامة / Oussama
طارق / Tarik
إدريس / Driss
حسام / Houssam
صلاح الدين / Salaheddine
""")

MOTHERS = _names("""
فاطمة / Fatima
عائشة / Aicha
نعيمة / Naima
رشيدة / Rachida
السعدية / Saadia
مليكة / Malika
حليمة / Halima
زهرة / Zahra
خدوج / Khaddouj
رقية / Rkia
لطيفة / Latifa
حفيظة / Hafida
""")

FATHERS = _names("""
أحمد / Ahmed
مصطفى / Mustapha
عبد الرحيم / Abderrahim
الحسين / Lahcen
إبراهيم / Brahim
عبد العزيز / Abdelaziz
سعيد / Said
الجيلالي / Jilali
بوشعيب / Bouchaib
مبارك / Mbarek
العربي / Larbi
حميد / Hamid
""")

FAMILIES = _names("""
الشرقاوي / Cherkaoui
التازي / Tazi
بوعزة / Bouazza
القاسمي / El Kacemi
العلمي / Alami
بنعلي / Benali
الإدريسي / Idrissi
المنصوري / El Mansouri
الزهراوي / Zahraoui
لمريني / Lamrini
الوردي / El Ouardi
بلحاج / Belhaj
العمراني / El Amrani
الفيلالي / Filali
السباعي / Sebai
الرحالي / Rahali
حجاجي / Hajjaji
الدكالي / Doukkali
الناصري / Naciri
بنجلون / Benjelloun
الحمداوي / Hamdaoui
الخطابي / Khattabi
المرابط / El Mourabit
السعيدي / Saidi
الغزواني / Ghazouani
أيت القايد / Ait Lkaid
أوحمو / Ouhammou
بوزيدي / Bouzidi
الكتاني / Kettani
الصالحي / Salhi
الطاهري / Tahiri
الرامي / Rami
""")

STREETS = _names("""
زنقة الزيتون / rue des Oliviers
درب السلام / derb Essalam
زنقة الورود / rue des Roses
درب الأمل / derb El Amal
زنقة النخيل / rue des Palmiers
حي النور / hay Ennour
زنقة البستان / rue du Verger
درب الفتح / derb El Fath
""")
